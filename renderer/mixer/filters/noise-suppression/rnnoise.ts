/** Sample frames that the network takes at a time: 10 ms at 48 kHz. */
export const FRAME = 480;

/** Sample frames by which what comes out of it is older than what goes in. */
export const LOOKAHEAD = 960;

/** It reckons in the range of 16-bit samples. */
const SCALE = 32_768;

/** The module's imports and exports as @jitsi/rnnoise-wasm 0.2.1 names them (the end of its rnnoise-sync.js). */
interface Exports {
  readonly c: WebAssembly.Memory;
  /** Constructors of the C library. */
  d(): void;
  /** malloc, free. */
  e(bytes: number): number;
  f(address: number): void;
  /** rnnoise_create, rnnoise_destroy, rnnoise_process_frame. */
  h(model: number): number;
  i(state: number): void;
  j(state: number, out: number, input: number): number;
}

/** RNNoise 0.2 (https://gitlab.xiph.org/xiph/rnnoise), a network that knows voice from noise, at 48 kHz. */
export class Rnnoise {
  private readonly wasm: Exports;

  constructor(module: WebAssembly.Module) {
    const memory = (): WebAssembly.Memory => this.wasm.c;
    const imports = {
      /** emscripten_resize_heap. */
      a(bytes: number): number {
        const missing = bytes - memory().buffer.byteLength;
        if (missing > 0) memory().grow(Math.ceil(missing / 65_536));
        return 1;
      },
      /** emscripten_memcpy_big. */
      b: (target: number, source: number, bytes: number): void =>
        void new Uint8Array(memory().buffer).copyWithin(target, source, source + bytes),
    };
    this.wasm = new WebAssembly.Instance(module, { a: imports }).exports as unknown as Exports;
    this.wasm.d();
  }

  /** A listener for one voice. */
  denoiser(): Denoiser {
    return new Denoiser(this.wasm);
  }
}

/** One voice's memory of the network. */
export class Denoiser {
  private readonly state: number;
  private readonly address: number;
  private frame: Float32Array;

  constructor(private readonly wasm: Exports) {
    this.state = wasm.h(0);
    this.address = wasm.e(FRAME * 4);
    this.frame = this.view();
  }

  /** Writes FRAME denoised samples to `out`, which come LOOKAHEAD samples later than those of `input`. */
  process(input: Float32Array, out: Float32Array): void {
    // Growing memory detaches what looks into it.
    if (this.frame.length === 0) this.frame = this.view();
    for (let i = 0; i < FRAME; i++) this.frame[i] = (input[i] ?? 0) * SCALE;
    this.wasm.j(this.state, this.address, this.address);
    for (let i = 0; i < FRAME; i++) out[i] = (this.frame[i] ?? 0) / SCALE;
  }

  close(): void {
    this.wasm.i(this.state);
    this.wasm.f(this.address);
  }

  private view(): Float32Array {
    return new Float32Array(this.wasm.c.buffer, this.address, FRAME);
  }
}
