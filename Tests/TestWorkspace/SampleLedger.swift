import Adoption
import Operations

/// The shipped sample in a database, imported once for all tests: what `make run` shows.
package enum SampleLedger {
    package static let day = Day(number: 20_757)

    /// The campaigns of the sample, in the order in which `scripts/load-sample` registers them.
    package static let campaigns = ["hamamatsu-connect-2026", "shizuoka-model-2026"]

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
        _ = try it.workspace.importReadiness(it.request([sample + "/readiness.csv"]))
        _ = try it.workspace.importPartners(it.request([sample + "/partners.csv"]))
        _ = try it.workspace.importExchanges(
            it.request(Files.names(in: sample + "/exchanges").sorted().map { "\(sample)/exchanges/\($0)" }))
        for campaign in campaigns { try load(campaign, from: sample + "/campaigns", into: it.workspace) }
        return it
    }

    /// Works like the loop of `scripts/load-sample`.
    private static func load(_ id: String, from folder: String, into workspace: Workspace) throws {
        let (own, actor, reason) = ("\(folder)/\(id)", "test", "")
        _ = try workspace.registerCampaign(file: own + ".yaml", effective: nil, actor: actor, reason: reason)
        let applications = try ApplicationList(path: own + "/applications.csv")
        _ = try workspace.recordApplications(applications, of: id, actor: actor, reason: reason)
        let steps = try StepList(path: own + "/steps.csv").statements
        try workspace.recordSteps(steps, of: id, actor: actor, reason: reason)
        for (name, parts) in try named(own + "/hearings") {
            let list = try PracticeList(
                path: "\(own)/hearings/\(name)", campaign: id, receipt: parts.receipt, office: parts.office,
                phase: parts.rest.hasPrefix("before") ? .before : .after, day: parts.day)
            try workspace.recordPractices(list.practices, evidence: "訪問", of: id, actor: actor, reason: reason)
        }
        for (name, parts) in try named(own + "/cases") {
            let lines = try Files.readText("\(own)/cases/\(name)").split(separator: "\n", maxSplits: 2)
            let study = CaseStudy(
                campaign: id, receipt: parts.receipt, office: parts.office, consentDay: parts.day,
                shownName: String(lines[1]), title: String(lines[0]), text: String(lines[2]))
            try workspace.recordCaseStudy(study, actor: actor, reason: reason)
        }
    }

    /// `12-2278050001-before-2026-04-15.csv`
    private struct Named {
        var receipt: Int
        var office: OfficeNumber
        var rest: String
        var day: Day
    }

    private static func named(_ folder: String) throws -> [(name: String, parts: Named)] {
        guard Files.isDirectory(folder) else { return [] }
        return try Files.names(in: folder).sorted().map { name in
            let stem = name.split(separator: ".")[0]
            let parts = stem.split(separator: "-", maxSplits: 2).map(String.init)
            guard parts.count == 3, let receipt = Int(parts[0]), let office = OfficeNumber(parts[1]),
                let day = Day(String(stem.suffix(10)))
            else { throw Failure(.invalid, "\(folder)/\(name)") }
            return (name, Named(receipt: receipt, office: office, rest: parts[2], day: day))
        }
    }
}
