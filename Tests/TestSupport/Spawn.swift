import Glibc

/// A child process: its number, and the end of a pipe when its standard input is one.
struct Child {
    var pid: pid_t
    var input: Int32
}

struct SpawnError: Error, CustomStringConvertible {
    var description: String
}

/// Starts a program. Standard output and error go into a file or nowhere, so that a child that outlives the tests
/// holds none of their pipes open.
/// - Parameter feeding: the child's standard input is a pipe whose other end only this process holds.
func spawn(_ arguments: [String], output: String = "/dev/null", feeding: Bool = false) throws -> Child {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var pipe: [Int32] = [-1, -1]
    if feeding {
        // Not inherited by other children: the pipe must end when this process does.
        guard Glibc.pipe(&pipe) == 0, fcntl(pipe[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw SpawnError(description: "pipe: \(errno)")
        }
        posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
    } else {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var pid: pid_t = 0
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let status = posix_spawnp(&pid, arguments[0], &actions, nil, &pointers, environ)
    if pipe[0] >= 0 { close(pipe[0]) }
    guard status == 0 else {
        if pipe[1] >= 0 { close(pipe[1]) }
        throw SpawnError(description: "\(arguments[0]): \(String(cString: strerror(status)))")
    }
    return Child(pid: pid, input: pipe[1])
}

/// Runs a program to its end.
/// - Throws: with what it said when it fails.
func run(_ arguments: [String], output: String) throws {
    let child = try spawn(arguments, output: output)
    var status: Int32 = 0
    while waitpid(child.pid, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
        throw SpawnError(description: "\(arguments.joined(separator: " ")) failed:\n\(contents(of: output))")
    }
}

func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// A new directory that only its owner can enter, in memory where there is plenty of it: a test's database is a
/// thousand small files.
func temporaryDirectory(_ name: String) throws -> String {
    var space = statvfs()
    let isRoomy = statvfs("/dev/shm", &space) == 0 && UInt64(space.f_bavail) * UInt64(space.f_frsize) > 4 << 30
    var template = Array("\(isRoomy ? "/dev/shm" : "/tmp")/fukyu-\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SpawnError(description: "mkdtemp: \(errno)") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Leaves a shell behind that runs a command and removes a folder (`$0`) once this process has ended, however it ended:
/// it waits for the end of a pipe that only this process holds.
/// - Returns: this process's end of the pipe; closing it has the same effect.
@discardableResult
func atEnd(of folder: String, _ command: String) throws -> Int32 {
    let script = """
        trap '' INT TERM HUP; cat >/dev/null
        \(command)
        rm -rf "$0" || { sleep 1; rm -rf "$0"; }
        """
    // In a session of its own, so that an interrupt from the terminal does not reach it.
    return try spawn(["setsid", "sh", "-c", script, folder], feeding: true).input
}
