import Foundation
import Testing

/// Runs every numeric reference case of the directory `FUKYU_CASES` (default: the copies under
/// `Tests/Fixtures/cases/`) and prints one line per case.
@Suite("ReferenceCases")
struct ReferenceCases {
    struct Case {
        var id: String
        var method: String
        var input: JSON
        var expected: JSON
        var tolerance: Tolerance

        init(_ json: JSON) {
            id = json["id"].string ?? "?"
            method = json["method"].string ?? "?"
            input = json["input"]
            expected = json["expected"]
            tolerance = Tolerance(json["tol"])
        }
    }

    @Test("every reference case passes, or its method may still wait")
    func everyCase() throws {
        let files = try caseFiles()
        #expect(!files.isEmpty, "no case files found")
        for file in files {
            let json = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
            guard json["schema"].string == "cases-v1" else { continue }
            let cases = json["cases"].array.map { Case($0) }
            #expect(!cases.isEmpty, "\(file.lastPathComponent) holds no case")
            for item in cases { run(item) }
        }
    }

    @Test("no method is both implemented and late, and none that a resolved issue names is late")
    func tablesAgree() {
        for (method, issue) in CaseMethods.later {
            #expect(CaseMethods.implemented[method] == nil, "\(method) is implemented: remove its line")
            #expect(issue.map { !CaseMethods.resolvedIssues.contains($0) } ?? true, "\(method) must not wait")
        }
    }

    private func run(_ item: Case) {
        if let method = CaseMethods.implemented[item.method] {
            let differences = item.tolerance.differences(method(item), item.expected)
            print("\(item.id): \(differences.isEmpty ? "passed" : "failed") \(differences.joined(separator: "; "))")
            #expect(differences.isEmpty, "\(item.id)")
        } else if CaseMethods.later.keys.contains(item.method) {
            print("\(item.id): later")
        } else {
            print("\(item.id): failed, unknown method \(item.method)")
            Issue.record("\(item.id): unknown method \(item.method)")
        }
    }

    private func caseFiles() throws -> [URL] {
        let fixtures = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/cases")
        let directory = ProcessInfo.processInfo.environment["FUKYU_CASES"].map { URL(fileURLWithPath: $0) } ?? fixtures
        return try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }
}
