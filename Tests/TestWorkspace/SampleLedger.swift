import Adoption
import Operations

/// The shipped sample in a database, imported once for all tests: what `make run` shows.
package enum SampleLedger {
    package static let day = Day(number: 20_757)

    /// - Throws: what went wrong when it was first made.
    package static func shared() throws -> TestWorkspace { try made.get() }

    /// A copy of its own, for a test that changes it.
    package static func copy() throws -> TestWorkspace { try TestWorkspace(copying: shared()) }

    private static let made = Result { try make() }

    private static func make() throws -> TestWorkspace {
        let it = try TestWorkspace()
        let sample = TestProject.root + "/Data/sample"
        let covers = try Files.readText(sample + "/coverage.txt").split(whereSeparator: { ",\n".contains($0) })
            .map(String.init)
        for day in ["2025-12-31", "2026-10-31"] {
            _ = try it.workspace.importOffices(
                it.request(["\(sample)/offices/\(day)"], on: day, complete: day > "2026"))
        }
        for name in ["registrations_20231130.csv", "registrations_20261031.csv"] {
            _ = try it.workspace.importRegistrations(it.request(["\(sample)/\(name)"], covers: covers))
        }
        let outreach = it.request(["\(sample)/outreach.csv", "\(sample)/attendance.csv"])
        _ = try it.workspace.importOutreach(outreach, activity: nil)
        return it
    }
}
