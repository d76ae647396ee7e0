/**
 * The shelf. Posting a frame to another process costs ten times what making it does. Where the page's private files
 * are memory (Linux), the stage worker therefore keeps its frames in such a file, and posts only where: slot n begins
 * at SHELF_HEADER + n·SHELF_SLOT bytes. The file begins with the token by which the engine finds it. A slot
 * is used again when its frame was read, the first free one always: so as a rule one or two are, and there are as many as
 * pulls may be unread. The file is sparse: a slot costs what the frame in it does.
 */
export const SHELF_HEADER = 4096;

/** Bytes of the largest frame, 3840x2160 in I420. */
export const SHELF_SLOT = 3840 * 2160 * 1.5;

export const SHELF_SLOTS = 8;
