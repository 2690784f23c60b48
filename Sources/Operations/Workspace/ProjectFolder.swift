import Adoption
import Catalog
import Glibc

/// The folder with `Dashboards/`, `Surveys/` and `Data/`: read at run time, so that a municipality can edit a template
/// or a table without a compiler.
package struct ProjectFolder: Sendable {
    package let path: String

    package init(path: String) throws {
        guard Files.isDirectory(path + "/Dashboards"), Files.isDirectory(path + "/Data/reference") else {
            throw Failure(
                .notFound, "\(path) に Dashboards と Data/reference がありません。",
                hint: "fukyu のフォルダーで実行するか、--project でそのフォルダーを指定してください。")
        }
        self.path = path
    }

    /// Finds the folder: the one named, else one beside the program or above it, else the working folder.
    package static func find(named: String?) throws -> ProjectFolder {
        if let named { return try ProjectFolder(path: named) }
        for candidate in [programFolders(), ["."]].joined() {
            // A folder that is not a project is passed over: the last candidate's error is the one to show.
            if let found = try? ProjectFolder(path: candidate) { return found }
        }
        return try ProjectFolder(path: ".")
    }

    /// The folder of the running program and the four above it (a build lies in `.build/release/`).
    private static func programFolders() -> [String] {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return [] }
        var folder = Files.parent(String(decoding: buffer[0..<count].map(UInt8.init(bitPattern:)), as: UTF8.self))
        var folders: [String] = []
        for _ in 0..<5 where folder != "/" {
            folders.append(folder)
            folder = Files.parent(folder)
        }
        return folders
    }

    /// The reference files that the ledger keeps a copy of.
    package func referenceTexts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in Reference.fileNames + Reference.laterFileNames {
            texts[name] = try Files.readText("\(path)/Data/reference/\(name)")
        }
        return texts
    }

    /// All templates by their path under `Dashboards/`: `national/page.html.mustache`.
    package func templateTexts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for folder in try Files.names(in: path + "/Dashboards") where Files.isDirectory("\(path)/Dashboards/\(folder)")
        {
            for name in try Files.names(in: "\(path)/Dashboards/\(folder)") where name.hasSuffix(".mustache") {
                texts["\(folder)/\(name)"] = try Files.readText("\(path)/Dashboards/\(folder)/\(name)")
            }
        }
        return texts
    }
}
