/** The flash of the test pattern and the beep of the test tone come every so many ms of Unix time… */
export const FLASH_PERIOD = 2000;
/** … and last so many ms. */
export const FLASH_LENGTH = 100;
