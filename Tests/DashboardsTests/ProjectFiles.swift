import Adoption
import Dashboards
import Foundation

/// The templates and texts of the project, as they are shipped.
enum ProjectFiles {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func templates() throws -> [String: String] {
        let folder = root.appending(path: "Dashboards")
        var templates: [String: String] = [:]
        let files = FileManager.default.enumerator(atPath: folder.path())
        while let path = files?.nextObject() as? String {
            guard path.hasSuffix(".mustache") else { continue }
            templates[path] = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        }
        return templates
    }

    static func wording(_ language: Language) throws -> Wording {
        Wording(language: language, entries: try texts(language))
    }

    /// The strings files use one line per text, `key: "text"`; the loader of the product reads full YAML.
    static func texts(_ language: Language) throws -> [String: String] {
        let file = root.appending(path: "Dashboards/text/\(language.rawValue).yaml")
        var texts: [String: String] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            guard let match = line.wholeMatch(of: /([a-z_.0-9]+): "(.*)"/) else {
                throw Unreadable(line: String(line))
            }
            let key = String(match.output.1)
            guard texts[key] == nil else { throw Unreadable(line: "twice: " + key) }
            texts[key] = match.output.2.replacingOccurrences(of: "\\\"", with: "\"")
        }
        return texts
    }

    struct Unreadable: Error { var line: String }

    static func renderer(style: LinkStyle = .relative) throws -> PageRenderer {
        PageRenderer(
            shells: try PageShells(templates: templates()), words: [try wording(.japanese), try wording(.english)],
            style: style)
    }

    /// All Swift files of the rooms that ask for texts, joined.
    static func sources() throws -> String {
        var text = ""
        for room in ["Dashboards", "Operations"] {
            let folder = root.appending(path: "Sources/\(room)")
            let files = FileManager.default.enumerator(atPath: folder.path())
            while let path = files?.nextObject() as? String {
                guard path.hasSuffix(".swift") else { continue }
                text += try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            }
        }
        return text
    }
}
