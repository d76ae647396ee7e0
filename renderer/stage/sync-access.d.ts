/** File System Standard, 2.6: what the DOM types have only for workers. */
interface FileSystemSyncAccessHandle {
  truncate(size: number): void;
  write(bytes: AllowSharedBufferSource, options: { at: number }): number;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}
