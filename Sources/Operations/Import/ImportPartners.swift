import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports lists of partners: with whom an office exchanges care plans, on paper or online. A row replaces what
    /// the same source said of the same two offices. Works like `importOffices`.
    package func importPartners(
        _ request: ImportRequest, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let tables = try OpenTables(request.paths, progress: progress)
        var report = ImportReport(isPreview: request.isPreview, listDay: nil, isComplete: false)
        let stated = try readPartners(tables, into: &report)
        try refuseBadRows(&report, request)

        let unplanned = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> PartnerPlan {
            report = unplanned
            let plan = try PartnerPlan(stated, records: PartnerRecords(connection, at: revision))
            report.changes = [
                ("新しい相手", plan.links.count - plan.superseded.count), ("内容が変わった相手", plan.superseded.count),
            ]
            let numbers = Set(stated.flatMap { [$0.office.packed, $0.partner.packed] }).sorted()
            let strangers = try OfficeNumbers(connection, at: revision).missing(of: numbers)
            if strangers > 0 { report.remarks.append("台帳にない事業所番号 \(strangers) 件。ネットワークの図では別の行に出ます。") }
            return plan
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import partners")
        report.number = try ledger.record(author, at: clock()) { recording in
            let plan = try plan(recording.connection, at: recording.revision)
            if plan.links.isEmpty { return nil }
            try recording.supersede(plan.superseded)
            try recording.append(plan.links)
            try recording.append(report.batch(.partners), issues: report.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    private func readPartners(_ tables: OpenTables, into report: inout ImportReport) throws -> [PartnerLink] {
        let collector = IssueCollector()
        var stated: [PartnerLink] = []
        for (index, opened) in tables.tables.enumerated() {
            do {
                let file = try PartnerFile(opened.table, file: index)
                report.add(opened, try file.read(collector.sink) { stated.append($0) })
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        report.remarks += tables.remarks
        guard !stated.isEmpty || !report.aside.isEmpty else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        return stated
    }
}

/// What lists of partners change in the ledger.
struct PartnerPlan {
    private struct Key: Hashable {
        var office: OfficeNumber
        var partner: OfficeNumber
        var source: String

        init(_ link: PartnerLink) {
            office = link.office
            partner = link.partner
            source = link.source
        }
    }

    private(set) var links: [PartnerLink] = []
    private(set) var superseded: [Int64] = []

    /// - Throws: `Failure.invalid` when one source says two things of the same two offices.
    init(_ stated: [PartnerLink], records: PartnerRecords) throws {
        let recorded = Dictionary(records.links.map { (Key($0.fact), $0) }, uniquingKeysWith: { _, last in last })
        var taken: [Key: PartnerLink] = [:]
        for link in stated {
            if let before = taken.updateValue(link, forKey: Key(link)) {
                guard before == link else {
                    throw Failure(
                        .invalid, "事業所 \(link.office) と相手 \(link.partner) の、内容の異なる2つの行があります。",
                        hint: "正しい行だけにするか、出典(source)を書き分けてください。")
                }
                continue
            }
            if let before = recorded[Key(link)] {
                if before.fact == link { continue }
                superseded.append(before.id)
            }
            links.append(link)
        }
    }
}
