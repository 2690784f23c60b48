import Adoption

/// What offices say of themselves against when they began: a second reading of Rogers' five groups, never mixed with
/// the first. An attitude is an answer, a category is a day of the record.
package struct AttitudeTable: Hashable, Sendable {
    /// The answers of the offices of one attitude.
    package struct Row: Hashable, Sendable {
        /// Nil: no answer is recorded.
        package var attitude: Attitude?
        /// By category, all five, in order; all 0 where nobody is ranked.
        package var categories: [Int]
        /// Began, without a category because nobody is ranked.
        package var begunUnranked = 0
        /// Offices that have not begun.
        package var prospects = 0

        package var begun: Int { categories.reduce(begunUnranked, +) }

        package var total: Int { begun + prospects }
    }

    /// The five attitudes in order.
    package var rows: [Row]
    /// The offices without an answer.
    package var missing: Row

    package var answered: Int { rows.reduce(0) { $0 + $1.total } }

    /// N
    package var eligible: Int { answered + missing.total }

    /// Whether nothing of it may be shown because the table of a part is hidden: the difference would tell it.
    package var hidesParts = false

    /// Nothing is suppressed here; whether the table may be published is decided by this: no cell that is not 0 counts
    /// fewer than five offices, and neither does the number of answers.
    package var isSafeToPublish: Bool {
        !hidesParts && answered >= AttitudeTable.smallestCell
            && rows.allSatisfy { row in
                (row.categories + [row.begunUnranked, row.prospects]).allSatisfy {
                    $0 == 0 || $0 >= AttitudeTable.smallestCell
                }
            }
    }

    /// The same of the attitudes alone.
    package var totalsAreSafeToPublish: Bool {
        !hidesParts && answered >= AttitudeTable.smallestCell
            && rows.allSatisfy { $0.total == 0 || $0.total >= AttitudeTable.smallestCell }
    }

    package static let smallestCell = 5
}

extension Segments {
    /// Attitude against category of a municipality's eligible offices. `answers` is by place in `Snapshot.numbers`;
    /// answers of offices outside N do not count. Nil when `municipality(_:)` is.
    package func attitudes(ofMunicipality index: Int, answers: [Int: Attitude]) -> AttitudeTable? {
        municipality(index).map { table([index], basis: $0.basis, answers: answers) }
    }

    /// The same of the reported municipalities of a prefecture.
    package func attitudes(ofPrefecture number: Int, answers: [Int: Attitude]) -> AttitudeTable? {
        guard let area = prefecture(number), let figures = standing.prefecture(number) else { return nil }
        let known = figures.municipalities.filter { standing.municipalities[$0].using.value != nil }
        var whole = table(known, basis: area.basis, answers: answers)
        // What is left when the municipalities that show theirs are taken away must be safe, too.
        let hidden = known.filter { index in
            guard let own = attitudes(ofMunicipality: index, answers: answers) else { return true }
            return !own.isSafeToPublish
        }
        let rest = table(hidden, basis: area.basis, answers: answers)
        whole.hidesParts = rest.answered > 0 && !rest.isSafeToPublish
        return whole
    }

    private func table(
        _ municipalities: [Int], basis: AreaSegments.Basis, answers: [Int: Attitude]
    ) -> AttitudeTable {
        let zeros = AdopterCategory.allCases.map { _ in 0 }
        var rows: [AttitudeTable.Row] = Attitude.allCases.map { .init(attitude: $0, categories: zeros) }
        var missing = AttitudeTable.Row(attitude: nil, categories: zeros)
        for municipality in municipalities {
            for office in standing.offices[municipality] {
                let office = Int(office)
                guard standing.panel.eligible(standing.panel.listing(of: office)) != 0 else { continue }
                let category = basis == .none ? nil : category(of: office, basis)
                if let answer = answers[office], let row = Attitude.allCases.firstIndex(of: answer) {
                    rows[row].add(category, hasBegun: codes[office] != 0)
                } else {
                    missing.add(category, hasBegun: codes[office] != 0)
                }
            }
        }
        return AttitudeTable(rows: rows, missing: missing)
    }
}

extension AttitudeTable.Row {
    fileprivate mutating func add(_ category: AdopterCategory?, hasBegun: Bool) {
        if let category {
            categories[category.position] += 1
        } else if hasBegun {
            begunUnranked += 1
        } else {
            prospects += 1
        }
    }
}

extension Snapshot {
    /// The latest attitude that each office had stated by a day, by its place in `numbers`.
    package func attitudes(asOf day: Day) -> [Int: Attitude] {
        var attitudes: [Int: Attitude] = [:]
        for office in readiness.starts.indices.dropLast() {
            let stated = readiness.statements(of: office).last { $0.day <= day && $0.attitude != nil }
            if let attitude = stated?.attitude { attitudes[office] = attitude }
        }
        return attitudes
    }
}
