import Adoption
import Glibc

/// Files and folders by path, with errors that a person understands.
package enum Files {
    package static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("読めません", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw Failure(.invalid, "\(path) はフォルダーです。", hint: "ファイルを指定してください。")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: length), buffer.count - length)
            }
            guard count >= 0 else { throw failure("読めません", path) }
            if count == 0 { break }
            length += count
        }
        bytes.removeLast(bytes.count - length)
        return bytes
    }

    package static func readText(_ path: String) throws -> String {
        let bytes = try read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.invalid, "\(path) はUTF-8の文字ではありません。")
        }
        return text
    }

    package static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("書けません", path) }
        defer { close(descriptor) }
        let written: Void? = try bytes.withContiguousStorageIfAvailable { try writeAll($0, descriptor, path) }
        if written == nil { try Array(bytes).withUnsafeBufferPointer { try writeAll($0, descriptor, path) } }
    }

    package static func writeAll(_ bytes: UnsafeBufferPointer<UInt8>, _ descriptor: Int32, _ path: String) throws {
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            guard count > 0 else {
                if errno == EINTR { continue }
                throw failure("書けません", path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder and those above it.
    package static func makeDirectory(_ path: String) throws {
        if isDirectory(path) { return }
        let above = parent(path)
        if above != path, !above.isEmpty { try makeDirectory(above) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("フォルダーを作れません", path) }
        guard isDirectory(path) else { throw Failure(.conflict, "\(path) はフォルダーではありません。") }
    }

    /// The names in a folder, sorted by bytes.
    package static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else { throw failure("フォルダーを読めません", path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// Removes a file or a folder with all that is in it.
    package static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            guard unlink(path) == 0 else { throw failure("消せません", path) }
            return
        }
        for name in try names(in: path) { try remove(path + "/" + name) }
        guard rmdir(path) == 0 else { throw failure("消せません", path) }
    }

    package static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path.isEmpty ? "" : "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    package static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    static func failure(_ what: String, _ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        switch errno {
        case ENOENT:
            return Failure(.notFound, "\(path) がありません。", hint: "パスの綴りを確かめてください。")
        case EACCES, EPERM:
            return Failure(.forbidden, "\(path) を\(what)(権限がありません)。", hint: "ファイルの権限を確かめてください。")
        case ENOSPC, EDQUOT:
            return Failure(.unavailable, "ディスクに空きがありません(\(path))。", hint: "空きを作ってから、もう一度実行してください。")
        default:
            return Failure(.unavailable, "\(path) を\(what)(\(reason))。")
        }
    }
}
