import Adoption
import Glibc

/// Writes sample files into a folder. A file is begun anew when its path comes for the first time.
package final class SampleFolder {
    private let root: String
    private var open: [String: UnsafeMutablePointer<FILE>] = [:]

    /// - Parameter root: the folder; it is made where it does not exist, with those above it.
    package init(root: String) {
        self.root = root
    }

    deinit {
        for file in open.values { fclose(file) }
    }

    /// Appends bytes to a file of the folder.
    /// - Throws: `Failure.unavailable` when the file cannot be made or written.
    package func write(_ path: String, _ bytes: [UInt8]) throws {
        let file = try opened(path)
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == bytes.count else { throw failure("書き込めません", path) }
    }

    /// Closes all files.
    /// - Throws: `Failure.unavailable` when the last bytes of a file could not be written.
    package func close() throws {
        let files = open
        open = [:]
        let failed = files.filter { fclose($0.value) != 0 }.keys.sorted()
        if let path = failed.first { throw failure("書き込めません", path) }
    }

    private func opened(_ path: String) throws -> UnsafeMutablePointer<FILE> {
        if let file = open[path] { return file }
        let full = root + "/" + path
        var folder = ""
        for part in full.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part + "/"
            if folder != "/", mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure("フォルダーを作れません", folder) }
        }
        guard let file = fopen(full, "wb") else { throw failure("書き込めません", full) }
        open[path] = file
        return file
    }

    private func failure(_ what: String, _ path: String) -> Failure {
        Failure(.unavailable, "\(what): \(path)（\(String(cString: strerror(errno)))）")
    }
}
