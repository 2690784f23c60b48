import Adoption
import Dashboards
import Glibc
import Operations
import Synchronization
import TestWorkspace
import Testing

/// A folder with a published site.
@Suite("Publishing a site")
struct PublishTests {
    private static let day = Day(number: 20_757)

    /// Three offices in 静岡市 and 沼津市.
    private func begun() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices(
            [OfficeRow(officeNumber(1), "43"), OfficeRow(officeNumber(2)), OfficeRow(officeNumber(3), area: "222038")],
            on: "2026-10-31")
        return it
    }

    private func publish(_ it: TestWorkspace, to folder: String, asOf day: Day = PublishTests.day) throws
        -> PublishReport
    {
        try it.workspace.publish(to: folder, asOf: day, language: .japanese)
    }

    private func status(_ path: String) throws -> stat {
        var status = stat()
        try #require(stat(path, &status) == 0, "\(path)")
        return status
    }

    private func inodes(_ folder: String) throws -> [String: UInt] {
        var found: [String: UInt] = [:]
        for file in try TestProject.files(below: folder) { found[file] = try status("\(folder)/\(file)").st_ino }
        return found
    }

    // MARK: - What is in it

    @Test("every page is there in its four forms, with the assets, and nothing else")
    func files() throws {
        let it = try begun()
        let folder = it.folder + "/deep/er/site"
        let report = try publish(it, to: folder + "//")
        var expected: Set<String> = [".fukyu-site"]
        let pages =
            ["", "definitions/", "municipalities/221007/", "municipalities/222038/"]
            + (1...47).map { "prefectures/\($0 < 10 ? "0" : "")\($0)/" }
        for page in pages { for form in ["html", "txt", "json", "csv"] { expected.insert("\(page)index.\(form)") } }
        for asset in try Files.names(in: TestProject.root + "/Dashboards/assets") { expected.insert("assets/\(asset)") }
        let files = try TestProject.files(below: folder)
        #expect(Set(files) == expected)
        #expect(report.pages == 51)
        #expect(report.files == expected.count - 1 && report.changedFiles == report.files)
        let bytes = try files.filter { $0 != ".fukyu-site" }.map { Int(try status("\(folder)/\($0)").st_size) }
        #expect(report.bytes == bytes.reduce(0, +))
        #expect(bytes.allSatisfy { $0 > 0 })
        #expect(try Files.names(in: it.folder + "/deep/er") == ["site"])
    }

    @Test("every link is relative and leads to a file of the site, so that it can be opened from a shared folder")
    func links() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try publish(it, to: folder)
        let files = Set(try TestProject.files(below: folder))
        var seen: Set<String> = []
        for file in files where file.hasSuffix(".html") {
            let text = try Files.readText("\(folder)/\(file)")
            for link in attributes(["href", "src", "action", "xlink:href"], in: text) where !link.hasPrefix("#") {
                #expect(!link.hasPrefix("/") && !link.contains(":") && !link.contains("//"), "\(file): \(link)")
                let target = resolved(link, from: file)
                #expect(files.contains(target), "\(file): \(link)")
                seen.insert(target)
            }
        }
        // Every page can be reached, and so can the other forms and the style sheet.
        let unreached = files.filter { $0.hasSuffix(".html") && !seen.contains($0) }
        #expect(unreached == [])
        #expect(seen.contains("assets/fukyu.css") && seen.contains("municipalities/222038/index.csv"))
    }

    /// The values of attributes in an HTML text.
    private func attributes(_ names: [String], in text: String) -> [String] {
        let tags = text.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
        return tags.flatMap { tag in
            names.compactMap { name in
                tag.firstRange(of: " \(name)=\"").map { range in String(tag[range.upperBound...].prefix { $0 != "\"" })
                }
            }
        }
    }

    private func resolved(_ link: String, from file: String) -> String {
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in link.prefix(while: { $0 != "#" && $0 != "?" }).split(separator: "/") where part != "." {
            if part == ".." { if !parts.isEmpty { parts.removeLast() } } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    // MARK: - Again

    @Test("publishing the same ledger again changes no file: all are links to the old ones")
    func again() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        let first = try publish(it, to: folder)
        let before = try inodes(folder)
        let second = try publish(it, to: folder)
        #expect(second.changedFiles == 0)
        #expect((second.pages, second.files, second.bytes) == (first.pages, first.files, first.bytes))
        let after = try inodes(folder)
        #expect(after.filter { $0.key != ".fukyu-site" } == before.filter { $0.key != ".fukyu-site" })
        #expect(try Files.names(in: it.folder).filter { $0.contains("site") } == ["site"])
    }

    @Test("a new day gives new files and leaves the old ones, which somebody may have open, as they were")
    func changed() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try publish(it, to: folder)
        let page = folder + "/municipalities/222038/index.json"
        let old = try Files.read(page)
        let open = Glibc.open(page, O_RDONLY)
        defer { close(open) }
        let before = try inodes(folder)
        try it.importRegistrations([StageRow(officeNumber(3), from: "2026-01-05")], on: "2026-10-31")
        let report = try publish(it, to: folder)
        let after = try inodes(folder)
        #expect(report.changedFiles == after.filter { before[$0.key] != $0.value && $0.key != ".fukyu-site" }.count)
        #expect(before["municipalities/222038/index.json"] != after["municipalities/222038/index.json"])
        #expect(before["assets/fukyu.css"] == after["assets/fukyu.css"])
        #expect(try Files.read(page) != old)
        var bytes = [UInt8](repeating: 0, count: old.count + 1)
        let count = read(open, &bytes, bytes.count)
        #expect(Array(bytes.prefix(count)) == old)
    }

    @Test("a page that ended is gone, a file that somebody added to the site too")
    func removed() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try publish(it, to: folder)
        try Files.write([1], to: folder + "/stray.html")
        let earlier = try TestWorkspace()
        try earlier.importOffices([OfficeRow(officeNumber(1), "43")], on: "2026-10-31")
        _ = try publish(earlier, to: folder)
        #expect(!Files.exists(folder + "/stray.html") && !Files.exists(folder + "/municipalities/222038"))
        #expect(Files.exists(folder + "/municipalities/221007/index.html"))
    }

    // MARK: - In one step

    @Test("a reader always finds every file, whole, the old one or the new one")
    func oneStep() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try publish(it, to: folder)
        let page = folder + "/index.json"
        let first = try Files.read(page)
        let other = PublishTests.day.advanced(by: -40)
        let reader = try PageReader(page)
        _ = try publish(it, to: folder, asOf: other)
        let second = try Files.read(page)
        _ = try publish(it, to: folder)
        let (reads, contents) = try reader.stop()
        #expect(first != second)
        #expect(contents == [first, second])
        #expect(reads > 10)
    }

    @Test("a publication that cannot be made leaves the old site and no half one")
    func failing() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try publish(it, to: folder)
        let before = try inodes(folder)
        // Nothing was known then.
        #expect(throws: Failure.self) {
            try it.workspace.publish(
                to: folder, knownAt: Instant("2020-01-01T00:00:00Z"), asOf: PublishTests.day, language: .japanese)
        }
        #expect(try inodes(folder) == before)
        #expect(try Files.names(in: it.folder).filter { $0.hasPrefix("site") } == ["site"])
    }

    @Test("a symbolic link to the site stays one, and the folder behind it is renewed")
    func symbolicLink() throws {
        let it = try begun()
        let (real, link) = (it.folder + "/real", it.folder + "/current")
        _ = try publish(it, to: real)
        #expect(symlink("real", link) == 0)
        let other = try publish(it, to: link, asOf: PublishTests.day.advanced(by: -40))
        #expect(other.changedFiles > 0)
        var status = stat()
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(try Files.readText(real + "/index.json").contains("2026-09-21"))
    }

    // MARK: - Other people's folders

    @Test("a folder with other files is refused and left alone; an empty one is taken")
    func foreignFolder() throws {
        let it = try begun()
        let folder = it.folder + "/home"
        try Files.makeDirectory(folder)
        try Files.write(Array("thesis".utf8), to: folder + "/thesis.txt")
        let failure = #expect(throws: Failure.self) { try publish(it, to: folder) }
        #expect(failure?.code == .conflict)
        #expect(failure?.message.contains(folder) == true && failure?.hint != nil)
        #expect(try Files.names(in: folder) == ["thesis.txt"])
        #expect(throws: Failure.self) { try publish(it, to: folder + "/thesis.txt") }
        #expect(try Files.readText(folder + "/thesis.txt") == "thesis")
        try Files.makeDirectory(it.folder + "/empty")
        #expect(try publish(it, to: it.folder + "/empty").pages == 51)
    }

    @Test(
        "the root, the working folder and nothing are no places for a site",
        arguments: ["", "/", "//", ".", "..", "./"])
    func oddPaths(path: String) throws {
        let it = try begun()
        let failure = #expect(throws: Failure.self) { try publish(it, to: path) }
        #expect(failure?.code == .invalid)
    }
}

/// Reads a file over and over on a thread of its own.
private final class PageReader: Sendable {
    private struct State {
        var isStopped = false
        var reads = 0
        var contents: Set<[UInt8]> = []
        var error: (any Error)?
    }

    private let path: String
    private let state = Mutex(State())
    private let thread: pthread_t

    init(_ path: String) throws {
        self.path = path
        let start = ReaderStart()
        var thread = pthread_t()
        let pointer = Unmanaged.passRetained(start).toOpaque()
        let status = pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<ReaderStart>.fromOpaque(pointer).takeRetainedValue().run() }
                return nil
            }, pointer)
        try #require(status == 0)
        self.thread = thread
        start.reader.withLock { $0 = self }
    }

    fileprivate func read() {
        while !state.withLock({ $0.isStopped || $0.error != nil }) {
            // Looking is quicker than reading: nearly every moment is seen.
            for _ in 0..<2000 where access(path, R_OK) != 0 {
                return state.withLock { $0.error = Failure(.notFound, path) }
            }
            do {
                let bytes = try Files.read(path)
                state.withLock { state in
                    state.reads += 1
                    state.contents.insert(bytes)
                }
            } catch {
                state.withLock { $0.error = error }
            }
        }
    }

    /// - Throws: what went wrong with any reading.
    func stop() throws -> (reads: Int, contents: Set<[UInt8]>) {
        state.withLock { $0.isStopped = true }
        pthread_join(thread, nil)
        return try state.withLock { state in
            if let error = state.error { throw error }
            return (state.reads, state.contents)
        }
    }
}

/// Hands the reader to its thread once it is made.
private final class ReaderStart: Sendable {
    let reader = Mutex<PageReader?>(nil)

    func run() {
        while true {
            if let reader = reader.withLock({ $0 }) { return reader.read() }
            usleep(1000)
        }
    }
}
