import Glibc

/// Where the bytes of a file come from: a path, an open descriptor, standard
/// input, or memory (an upload).
package enum ByteSource: Sendable {
    /// A file in the file system. A path that is not a regular file (a pipe,
    /// `/dev/stdin`) is spooled to memory.
    case path(String)
    /// An open descriptor; it is not closed. Regular files are read from
    /// their first byte, whatever the present position.
    case descriptor(Int32)
    /// Standard input. Spooled to memory unless it is a regular file.
    case standardInput
    /// Bytes already in memory.
    case bytes([UInt8])

    /// Bytes of a text, as UTF-8.
    package static func text(_ text: String) -> ByteSource { .bytes(Array(text.utf8)) }
}

/// An opened source that can be read at any offset, as often as needed. The
/// encoding is decided from all bytes before the first row is delivered, so
/// every source must be readable twice: files by `pread`, everything else
/// from one copy in memory.
final class OpenBytes {
    private enum Storage {
        case file(Int32, closes: Bool)
        case memory([UInt8])
        case spool([[UInt8]])
    }

    /// Bytes read at a time.
    let chunkSize: Int
    /// A pipe longer than this (1 GiB) is refused rather than spooled.
    static let spoolLimit = 1 << 30

    private let storage: Storage
    private let stampAtOpen: FileStamp?

    init(_ source: ByteSource, chunkSize: Int = 1 << 20) throws(ReadingError) {
        self.chunkSize = chunkSize
        switch source {
        case .bytes(let bytes):
            storage = .memory(bytes)
            stampAtOpen = nil
        case .standardInput:
            (storage, stampAtOpen) = try Self.open(STDIN_FILENO, closes: false, chunkSize)
        case .descriptor(let descriptor):
            (storage, stampAtOpen) = try Self.open(descriptor, closes: false, chunkSize)
        case .path(let path):
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw ReadingError(.unreadable(errno: errno)) }
            do throws(ReadingError) {
                (storage, stampAtOpen) = try Self.open(descriptor, closes: true, chunkSize)
            } catch {
                close(descriptor)
                throw error
            }
        }
    }

    deinit {
        if case .file(let descriptor, closes: true) = storage { close(descriptor) }
    }

    private static func open(
        _ descriptor: Int32, closes: Bool, _ chunkSize: Int
    ) throws(ReadingError) -> (Storage, FileStamp?) {
        let stamp = try FileStamp(descriptor)
        if stamp.isRegular { return (.file(descriptor, closes: closes), stamp) }
        if stamp.isDirectory { throw ReadingError(.unreadable(errno: EISDIR)) }
        let chunks = try spool(descriptor, chunkSize)
        if closes { close(descriptor) }
        return (.spool(chunks), nil)
    }

    /// Reads a pipe to its end in chunks of equal size: no reallocation
    /// copies, and any offset is found by one division.
    private static func spool(_ descriptor: Int32, _ chunkSize: Int) throws(ReadingError) -> [[UInt8]] {
        var chunks: [[UInt8]] = []
        var total = 0
        while true {
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
                while count < chunkSize {
                    let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, chunkSize - count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { failure = errno }
                    if got <= 0 { break }
                    count += got
                }
            }
            if failure != 0 { throw ReadingError(.unreadable(errno: failure)) }
            total += chunk.count
            if total > spoolLimit { throw ReadingError(.tooLarge(limit: spoolLimit)) }
            if !chunk.isEmpty { chunks.append(chunk) }
            if chunk.count < chunkSize { return chunks }
        }
    }

    /// Fills `target` from `offset`; a short count means the end of the source.
    func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(ReadingError) -> Int {
        guard let base = target.baseAddress else { return 0 }
        switch storage {
        case .memory(let bytes):
            return Self.copy(bytes, from: offset, to: base, limit: target.count)
        case .spool(let chunks):
            var done = 0
            while done < target.count, (offset + done) / chunkSize < chunks.count {
                let chunk = chunks[(offset + done) / chunkSize]
                let inside = (offset + done) % chunkSize
                let copied = Self.copy(chunk, from: inside, to: base + done, limit: target.count - done)
                if copied == 0 { break }
                done += copied
            }
            return done
        case .file(let descriptor, _):
            var done = 0
            while done < target.count {
                let got = pread(descriptor, base + done, target.count - done, off_t(offset + done))
                if got < 0, errno == EINTR { continue }
                if got < 0 { throw ReadingError(.unreadable(errno: errno)) }
                if got == 0 { break }
                done += got
            }
            return done
        }
    }

    private static func copy(
        _ bytes: [UInt8], from offset: Int, to target: UnsafeMutableRawPointer, limit: Int
    ) -> Int {
        let count = min(limit, bytes.count - offset)
        guard count > 0 else { return 0 }
        bytes.withUnsafeBytes { raw in
            if let base = raw.baseAddress { target.copyMemory(from: base + offset, byteCount: count) }
        }
        return count
    }

    /// True when somebody wrote to the file since it was opened; the two
    /// passes over it may then have seen different bytes.
    func hasChanged() throws(ReadingError) -> Bool {
        guard case .file(let descriptor, _) = storage, let stampAtOpen else { return false }
        return try FileStamp(descriptor) != stampAtOpen
    }
}

/// What tells one state of a file from another.
private struct FileStamp: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let isRegular: Bool
    let isDirectory: Bool

    init(_ descriptor: Int32) throws(ReadingError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ReadingError(.unreadable(errno: errno)) }
        size = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
    }
}
