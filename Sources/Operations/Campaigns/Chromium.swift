import Adoption
import Glibc

/// The installed Chromium as a printer of files: without a network, in a profile of its own that is removed again, and
/// never for longer than a minute.
struct Chromium {
    private let path: String

    private static let names = ["chromium", "chromium-browser", "google-chrome"]
    private static let patience = Duration.seconds(60)

    static let missing = """
        PDFは作っていません(Chromium が見つかりません)。HTMLファイルをブラウザーで開き、A4・余白なし・背景ありで印刷してください。
        """

    /// - Parameter searchPath: folders with colons between them, as in `PATH`.
    init?(searchPath: String) {
        for folder in searchPath.split(separator: ":") {
            for name in Chromium.names where access("\(folder)/\(name)", X_OK) == 0 {
                path = "\(folder)/\(name)"
                return
            }
        }
        return nil
    }

    /// The PDF of an HTML file.
    /// - Throws: `Failure.unavailable` when the browser fails or takes too long.
    func print(_ html: String) throws -> [UInt8] {
        guard let real = realpath(html, nil) else { throw Files.failure("読めません", html) }
        defer { free(real) }
        // The system's own folder, because its path is short: the browser keeps a socket in its profile, and the path
        // of a socket has at most 107 bytes.
        var template = Array("\(P_tmpdir)/fukyu-flyer-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Files.failure("作業用のフォルダーを作れません", P_tmpdir) }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // Only a folder of our own: what is left of it harms nobody.
        defer { try? Files.remove(folder) }
        var arguments = [
            path, "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
            "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer",
            "--print-to-pdf=\(folder)/flyer.pdf",
        ]
        // Its sandbox refuses to work for root.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        arguments.append("file://" + Chromium.escaped(String(cString: real)))
        try Chromium.run(arguments, home: folder)
        let pdf = try Files.read("\(folder)/flyer.pdf")
        guard pdf.starts(with: Array("%PDF".utf8)) else {
            throw Failure(.unavailable, "Chromium がPDFを作れませんでした。", hint: Chromium.missing)
        }
        return pdf
    }

    /// How many pages a PDF of Chromium has: its page objects are not compressed.
    static func sheets(of pdf: [UInt8]) -> Int {
        let mark = Array("/Type /Page".utf8)
        var count = 0
        var index = 0
        while index + mark.count < pdf.count {
            if pdf[index] == mark[0], pdf[index..<index + mark.count].elementsEqual(mark) {
                // `/Pages` is their list.
                if pdf[index + mark.count] != UInt8(ascii: "s") { count += 1 }
                index += mark.count
            } else {
                index += 1
            }
        }
        return count
    }

    /// A path inside a URL.
    private static func escaped(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs a program to its end, silently; ends it and all that it started when it takes too long.
    private static func run(_ arguments: [String], home: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that its children go with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        let values = ["HOME=\(home)", "TMPDIR=\(home)", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=ja_JP.UTF-8"]
        var environment: [UnsafeMutablePointer<CChar>?] = values.map { strdup($0) } + [nil]
        defer { for value in environment { free(value) } }
        var child: pid_t = 0
        guard posix_spawn(&child, arguments[0], &actions, &attributes, &pointers, &environment) == 0 else {
            throw Failure(.unavailable, "\(arguments[0]) を始められません。", hint: missing)
        }
        let end = ContinuousClock.now + patience
        var status: Int32 = 0
        while true {
            let found = waitpid(child, &status, WNOHANG)
            if found == child { break }
            if found < 0, errno != EINTR { break }
            guard ContinuousClock.now < end else {
                kill(-child, SIGKILL)
                waitpid(child, &status, 0)
                throw Failure(.unavailable, "Chromium が60秒以内に終わりませんでした。", hint: missing)
            }
            usleep(20_000)
        }
        guard status == 0 else {
            throw Failure(.unavailable, "Chromium がPDFを作れませんでした(終了状態 \(status >> 8 & 255))。", hint: missing)
        }
    }
}
