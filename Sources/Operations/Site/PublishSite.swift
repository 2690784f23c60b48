import Adoption
import CRename
import Dashboards
import Dispatch
import Glibc
import Synchronization

/// What a publication wrote.
package struct PublishReport: Sendable {
    package var pages: Int
    package var files: Int
    package var changedFiles: Int
    package var bytes: Int
}

extension Workspace {
    /// Writes the whole site into a folder, in one step: the files are made in a folder beside it (those that did not
    /// change as links to the old ones), then the two are exchanged. A reader sees the old site or the new one.
    /// - Throws: `Failure.conflict` when the folder holds something that is not a published site.
    package func publish(
        to folder: String, knownAt: Instant? = nil, asOf day: Day, language: Language,
        progress: @escaping ProgressReceiver = { _ in }
    ) throws -> PublishReport {
        let edition = try SiteEdition(
            try state(knownAt: knownAt), design: try SiteDesign(project), asOf: day, language: language)
        return try PublishedFolder(folder).write(edition, progress: progress)
    }
}

/// A folder with a published site.
struct PublishedFolder {
    /// Marks a folder as ours: anything else in its place is left alone.
    private static let mark = ".fukyu-site"

    private let folder: String
    private let next: String

    init(_ path: String) throws {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, path != "/", path != ".", path != ".." else {
            throw Failure(.invalid, "\(path) には公開できません。", hint: "新しいフォルダーの名前を指定してください(例: out/site)。")
        }
        if Files.exists(path) {
            let isOurs = Files.exists("\(path)/\(PublishedFolder.mark)")
            guard Files.isDirectory(path), try isOurs || Files.names(in: path).isEmpty else {
                throw Failure(
                    .conflict, "\(path) には、fukyu が公開したものではないファイルがあります。", hint: "別のフォルダーを指定するか、中身を確かめて空にしてください。")
            }
        }
        // The folder behind a symbolic link is exchanged, not the link.
        folder = PublishedFolder.resolved(path)
        next = "\(folder).next-\(getpid())"
    }

    private static func resolved(_ path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let real = realpath(path, nil) else {
            return path
        }
        defer { free(real) }
        return String(cString: real)
    }

    func write(_ edition: SiteEdition, progress: @escaping ProgressReceiver) throws -> PublishReport {
        try Files.remove(next)
        try Files.makeDirectory(next)
        do {
            let report = try fill(edition, progress: progress)
            try Files.write(Array("\(edition.tag)\n".utf8), to: "\(next)/\(PublishedFolder.mark)")
            try exchange()
            return report
        } catch {
            // The half-written folder is of no use; what went wrong is the error that counts.
            try? Files.remove(next)
            throw error
        }
    }

    private func fill(_ edition: SiteEdition, progress: @escaping ProgressReceiver) throws -> PublishReport {
        let paths = edition.paths
        let files =
            paths.flatMap { path in PageForm.allCases.map { SitePath.page(path, $0) } }
            + edition.assetNames.map { SitePath.asset($0) }
        for folder in Set(files.map { Files.parent("\(next)/\($0.file)") }) { try Files.makeDirectory(folder) }
        let state = Mutex((done: 0, changed: 0, bytes: 0, error: Optional<any Error>.none))
        // A page's forms share the page: one piece of work a page.
        DispatchQueue.concurrentPerform(iterations: paths.count + 1) { index in
            if state.withLock({ $0.error != nil }) { return }
            do {
                let written = try index < paths.count ? write(page: paths[index], edition) : writeAssets(edition)
                state.withLock { state in
                    state.done += 1
                    state.changed += written.changed
                    state.bytes += written.bytes
                    if state.done % 50 == 0 {
                        progress(Progress(step: "ページを書いています", done: state.done, total: paths.count))
                    }
                }
            } catch {
                state.withLock { $0.error = error }
            }
        }
        return try state.withLock { state in
            if let error = state.error { throw error }
            return PublishReport(
                pages: paths.count, files: files.count, changedFiles: state.changed, bytes: state.bytes)
        }
    }

    private func write(page path: PagePath, _ edition: SiteEdition) throws -> (changed: Int, bytes: Int) {
        guard let page = edition.page(path) else { throw Failure(.internal, "ページ \(path) を作れませんでした。") }
        var written = (changed: 0, bytes: 0)
        for form in PageForm.allCases {
            let bytes = edition.render(page, as: form)
            written.bytes += bytes.count
            if try write(bytes, to: SitePath.page(path, form).file) { written.changed += 1 }
        }
        return written
    }

    private func writeAssets(_ edition: SiteEdition) throws -> (changed: Int, bytes: Int) {
        var written = (changed: 0, bytes: 0)
        for name in edition.assetNames {
            let bytes = edition.bytes(.asset(name)) ?? []
            written.bytes += bytes.count
            if try write(bytes, to: SitePath.asset(name).file) { written.changed += 1 }
        }
        return written
    }

    /// Links the old file when it has the same bytes, else writes a new one.
    /// - Returns: whether the file is new or changed.
    private func write(_ bytes: [UInt8], to file: String) throws -> Bool {
        let old = "\(folder)/\(file)"
        var status = stat()
        if stat(old, &status) == 0, Int(status.st_size) == bytes.count, try Files.read(old) == bytes,
            link(old, "\(next)/\(file)") == 0
        {
            return false
        }
        try Files.write(bytes, to: "\(next)/\(file)")
        return true
    }

    private func exchange() throws {
        guard Files.exists(folder) else {
            try Files.makeDirectory(Files.parent(folder))
            guard rename(next, folder) == 0 else { throw Files.failure("公開できません", folder) }
            return
        }
        if renameat2(AT_FDCWD, next, AT_FDCWD, folder, RENAME_BY_EXCHANGE) != 0 {
            // A file system that cannot exchange: two steps, the old site aside in between.
            let old = "\(folder).old-\(getpid())"
            guard rename(folder, old) == 0, rename(next, folder) == 0 else {
                throw Files.failure("公開できません", folder)
            }
            try Files.remove(old)
            return
        }
        try Files.remove(next)
    }
}
