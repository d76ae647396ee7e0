/** File System Standard, 2.6: what the DOM types have only for workers. */
interface FileSystemSyncAccessHandle {
  truncate(size: number): void;
  read(into: AllowSharedBufferSource, options: { at: number }): number;
  write(bytes: AllowSharedBufferSource, options: { at: number }): number;
  close(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}
