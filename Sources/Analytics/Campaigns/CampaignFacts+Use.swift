import Adoption

extension CampaignFacts {
    /// A run of days on which an office uses the exchange, without a gap: registrations that overlap or follow each
    /// other are one run, so that a change of the route is no new start.
    package struct UseRun: Hashable, Sendable {
        /// Nil: before the record.
        package var from: Day?
        /// Nil: still.
        package var through: Day?
        /// The registrations that make it up.
        package var evidence: [Evidence]

        func ended(before day: Day) -> Bool { through.map { $0 < day } ?? false }

        package func covers(_ day: Day) -> Bool { Spell(from: from, through: through).covers(day) }
    }

    private func panel(on day: Day) -> UsePanel {
        UsePanel(snapshot: snapshot, reference: reference, rule: rule, days: [day])
    }

    /// The place in `Reference.municipalities` of the municipality in which an office lies on a day.
    package func municipality(of office: OfficeNumber, on day: Day) -> Int? {
        index(of: office).flatMap { panel(on: day).municipality(of: $0) }
    }

    /// The office's runs of use, the first first. Empty for an office that is not in the ledger.
    package func useRuns(of office: OfficeNumber) -> [UseRun] {
        guard let index = index(of: office) else { return [] }
        var spans: [(from: Int32, through: Int32, row: Int)] = []
        _ = panel(on: Day(number: 0)).hasCountingRow(index, reference: reference) { row, from, through in
            spans.append((from, through, row))
            return false
        }
        spans.sort { ($0.from, $0.through, $0.row) < ($1.from, $1.through, $1.row) }
        var runs: [(from: Int32, through: Int32, rows: [Int])] = []
        for span in spans {
            if let last = runs.last, last.through == Snapshot.open || span.from <= last.through + 1 {
                runs[runs.count - 1].through = max(last.through, span.through)
                if !last.rows.contains(span.row) { runs[runs.count - 1].rows.append(span.row) }
            } else {
                runs.append((span.from, span.through, [span.row]))
            }
        }
        return runs.map { run in
            UseRun(
                from: CampaignFacts.day(run.from), through: CampaignFacts.day(run.through),
                evidence: run.rows.map(registrationEvidence))
        }
    }

    /// Whether the office uses the exchange on a day; false for an office that is not in the ledger.
    package func isUsing(_ office: OfficeNumber, on day: Day) -> Bool {
        useRuns(of: office).contains { $0.covers(day) }
    }

    /// The first run of use of the office or of one whose users it took over; nil when there was none.
    package func firstUse(of office: OfficeNumber) -> UseRun? {
        lineage(of: office).compactMap { useRuns(of: $0).first }
            .min { ($0.from?.number ?? .min) < ($1.from?.number ?? .min) }
    }

    /// The office, the one whose users it took over, and so on. A ring, which a wrong list can make, is walked once.
    private func lineage(of office: OfficeNumber) -> [OfficeNumber] {
        var seen: [Int] = []
        var next = index(of: office)
        while let current = next, !seen.contains(current) {
            seen.append(current)
            let before = snapshot.predecessors.indices.contains(current) ? Int(snapshot.predecessors[current]) : -1
            next = before >= 0 ? before : nil
        }
        return seen.map { OfficeNumber(packed: snapshot.numbers[$0]) }
    }

    /// A registration in force on a day whose route does not count on it.
    func otherRegistration(of office: Int, on day: Day) -> Evidence? {
        let registrations = snapshot.registrations
        let rows = Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        let row = rows.first { row in
            registrations.stage[row] >= rule.minimumStage && registrations.from[row] <= day.number
                && registrations.through[row] >= day.number
        }
        return row.map(registrationEvidence)
    }

    private func registrationEvidence(_ row: Int) -> Evidence {
        let registrations = snapshot.registrations
        return Evidence(
            .registration, fact: registrations.fact.indices.contains(row) ? registrations.fact[row] : nil,
            day: CampaignFacts.day(registrations.from[row]),
            text: reference.routes[Int(registrations.route[row])].code)
    }

    /// Whether the registration lists speak for an office's municipality on a day.
    enum Coverage: Hashable {
        /// A list of that day or of a later one does.
        case covered
        /// The last list is older: what changed since is not known.
        case tooOld(Day)
        case notReported
    }

    func coverage(of office: Int, on day: Day) -> Coverage {
        let panel = panel(on: day)
        guard let municipality = panel.municipality(of: office), panel.reported(municipality) != 0 else {
            return .notReported
        }
        guard let last = snapshot.reports.latest(of: municipality, through: Day(number: .max)) else {
            return .notReported
        }
        return last >= day ? .covered : .tooOld(last)
    }

    /// The day of a column; nil at its open ends.
    static func day(_ number: Int32) -> Day? {
        number == Snapshot.beforeRecord || number == Snapshot.open ? nil : Day(number: number)
    }
}
