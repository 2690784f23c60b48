import Operations
import TestWorkspace
import Testing

/// The rules that docs/architecture.md states about the sources.
@Suite("The architecture")
struct ArchitectureTests {
    struct Source: Sendable {
        var room: String
        /// Below the package's root.
        var path: String
        var lines: [String]
    }

    private static let sources = Result {
        try Files.names(in: TestProject.root + "/Sources").flatMap { room in
            try TestProject.files(below: "\(TestProject.root)/Sources/\(room)").filter { $0.hasSuffix(".swift") }.map {
                let path = "Sources/\(room)/\($0)"
                let text = try Files.readText("\(TestProject.root)/\(path)")
                return Source(
                    room: room, path: path,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            }
        }
    }

    // MARK: - Who may import whom

    /// System modules that the text below the table allows.
    private static let beside: [String: Set<String>] = [
        "Storage": ["CPQ", "GRDBSQLite"], "Operations": ["CSodium", "CRename", "FoundationEssentials"],
        "Server": ["CZlib", "HummingbirdCore", "HTTPTypes", "NIOCore", "Logging", "ServiceLifecycle", "UnixSignals"],
        "FukyuCLI": ["Logging", "ServiceLifecycle"],
    ]
    private static let free: Set<String> = ["Glibc", "Synchronization", "Dispatch"]

    /// The rows `| `room` | job | imports |` of docs/architecture.md.
    private func table() throws -> [String: Set<String>] {
        var rooms: [String: Set<String>] = [:]
        let lines = try Files.readText(TestProject.root + "/docs/architecture.md").split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| target |") })
        for line in lines[(start + 2)...].prefix(while: { $0.hasPrefix("|") }) {
            let cells = line.split(separator: "|").map { $0.filter { $0 != "`" && $0 != " " } }
            try #require(cells.count == 3, "\(line)")
            rooms[cells[0]] = cells[2] == "nothing" ? [] : Set(cells[2].split(separator: ",").map(String.init))
        }
        return rooms
    }

    @Test("no room imports what the table does not allow")
    func imports() throws {
        let rooms = try table()
        #expect(rooms.count == 10)
        for source in try ArchitectureTests.sources.get() {
            let allowed = try #require(rooms[source.room], "\(source.room) is not in the table")
                .union(ArchitectureTests.free).union(ArchitectureTests.beside[source.room] ?? [])
            for module in source.lines.compactMap(ArchitectureTests.importedModule) where !allowed.contains(module) {
                Issue.record("\(source.path) imports \(module)")
            }
        }
    }

    @Test("the table and the package name the same rooms, and the table allows nothing upwards")
    func arrows() throws {
        let rooms = try table()
        let folders = try Files.names(in: TestProject.root + "/Sources").filter { folder in
            try TestProject.files(below: "\(TestProject.root)/Sources/\(folder)").contains { $0.hasSuffix(".swift") }
        }
        #expect(Set(folders) == Set(rooms.keys))
        // Taking away rooms that need none of those left must empty the table: there is no circle.
        var left = rooms.mapValues { $0.intersection(rooms.keys) }
        while let ground = left.first(where: { $0.value.isDisjoint(with: left.keys) })?.key { left[ground] = nil }
        #expect(left.isEmpty)
    }

    /// `@preconcurrency import struct Foundation.Data` → `Foundation`.
    static func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({
                $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0)
            })
        else { return nil }
        let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        let name = kinds.contains(words[place + 1]) && place + 2 < words.count ? words[place + 2] : words[place + 1]
        return name.split(separator: ".").first.map(String.init)
    }

    // MARK: - What stands where

    @Test("SQL stands in Storage alone")
    func statements() throws {
        for source in try ArchitectureTests.sources.get() where source.room != "Storage" {
            for (number, line) in source.lines.enumerated() where ArchitectureTests.looksLikeSQL(line) {
                Issue.record("\(source.path):\(number + 1): \(line)")
            }
        }
    }

    /// Upper-case keywords in pairs, as every statement of this product is written.
    static func looksLikeSQL(_ line: String) -> Bool {
        if line.drop(while: { $0 == " " }).hasPrefix("//") { return false }
        let words = line.split { !($0.isLetter || $0 == "_") }
        guard
            let verb = words.firstIndex(where: {
                ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP"].contains($0)
            })
        else { return false }
        let rest = words[(verb + 1)...]
        return words[verb] == "SELECT" || rest.contains { ["FROM", "INTO", "SET", "TABLE", "INDEX"].contains($0) }
    }

    @Test("what computes, reads and draws asks no clock, no locale and no environment")
    func hiddenInputs() throws {
        let pure: Set<String> = ["Adoption", "Analytics", "CSV", "Interchange", "Dashboards", "Catalog"]
        let hidden = [
            "Date()", "Date.now", "ContinuousClock", "clock_gettime", "gettimeofday", "time(nil)", "getenv", "Locale",
            "TimeZone", "setlocale", "SystemRandomNumberGenerator", ".randomElement()", "ProcessInfo", "FileManager",
        ]
        for source in try ArchitectureTests.sources.get() where pure.contains(source.room) {
            for (number, line) in source.lines.enumerated() {
                let found = hidden.filter { line.contains($0) }
                if !found.isEmpty { Issue.record("\(source.path):\(number + 1): \(found)") }
                if let module = ArchitectureTests.importedModule(line), module.hasPrefix("Foundation") {
                    Issue.record("\(source.path):\(number + 1) imports \(module)")
                }
            }
        }
    }

    @Test("nothing gives up with a trap: no try!, no as!, no fatalError")
    func traps() throws {
        let traps = ["try!", "as!", "fatalError(", "preconditionFailure(", "assertionFailure("]
        for source in try ArchitectureTests.sources.get() {
            for (number, line) in source.lines.enumerated() {
                let found = traps.filter { line.contains($0) }
                if !found.isEmpty { Issue.record("\(source.path):\(number + 1): \(found)") }
            }
        }
    }

    @Test("every try? says why the error does not matter")
    func swallowedErrors() throws {
        for source in try ArchitectureTests.sources.get() {
            for (number, line) in source.lines.enumerated()
            where line.split(separator: " ").contains("try?") || line.contains("(try? ") {
                // A comment above it, on the same line, or above the statement that it is part of.
                let near = source.lines[max(0, number - 3)...number]
                if !near.contains(where: { $0.contains("//") }) { Issue.record("\(source.path):\(number + 1)") }
            }
        }
    }

    @Test("no file is longer than 350 lines")
    func lengths() throws {
        // With the reason; none at present.
        let exceptions: [String: String] = [:]
        let long = try ArchitectureTests.sources.get().filter { $0.lines.count > 350 }.map(\.path)
        #expect(long.filter { exceptions[$0] == nil } == [])
        #expect(exceptions.keys.filter { !long.contains($0) } == [])
    }

    @Test("no path of somebody's machine is in the sources")
    func machinePaths() throws {
        for source in try ArchitectureTests.sources.get() {
            for (number, line) in source.lines.enumerated() {
                let found = ["/home/", "/root/", "/work/", "/tmp/", "/Users/", "/var/folders"].filter {
                    line.contains($0)
                }
                if !found.isEmpty { Issue.record("\(source.path):\(number + 1): \(found)") }
            }
        }
    }

    @Test("names that say nothing are not used for types", arguments: ["Manager", "Helper", "Utils", "Impl", "DTO"])
    func names(word: String) throws {
        for source in try ArchitectureTests.sources.get() {
            for line in source.lines {
                let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
                for (kind, name) in zip(words, words.dropFirst())
                where ["struct", "class", "enum", "protocol", "actor"].contains(kind) && name.contains(word) {
                    Issue.record("\(source.path): \(name)")
                }
            }
        }
    }

    // MARK: - The tests of the tests

    @Test("the readings above see what they look for")
    func readings() throws {
        #expect(ArchitectureTests.importedModule("import Foundation") == "Foundation")
        #expect(ArchitectureTests.importedModule("    @preconcurrency import struct Foundation.Data") == "Foundation")
        #expect(ArchitectureTests.importedModule("/// how to import files") == nil)
        #expect(ArchitectureTests.looksLikeSQL("let sql = \"SELECT 1\""))
        #expect(ArchitectureTests.looksLikeSQL("    DELETE FROM office"))
        #expect(!ArchitectureTests.looksLikeSQL("/// SELECT is not here"))
        #expect(!ArchitectureTests.looksLikeSQL("Text(\"Select a prefecture from the list\")"))
        #expect(try ArchitectureTests.sources.get().count > 150)
    }
}
