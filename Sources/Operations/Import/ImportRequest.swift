import Adoption
import Interchange

/// What a person asked to be imported.
package struct ImportRequest: Sendable {
    /// Paths; a folder stands for its CSV files, `-` for standard input.
    package var paths: [String]
    /// The day that the list describes; nil: the day in the files' names.
    package var asOf: Day?
    /// What the list does not name has ended.
    package var isComplete: Bool
    /// Codes or names of municipalities and prefectures that the list speaks for; empty: those of its rows.
    package var covers: [String]
    /// Columns of a list without a known layout: `office=事業所番号,from=開始日`.
    package var mapping: String?
    /// For lists that do not say it themselves.
    package var route: String
    package var stage: Stage
    /// Take the good rows and keep the others aside.
    package var skipsBadRows: Bool
    package var isPreview: Bool
    package var actor: String
    package var reason: String

    package init(
        paths: [String], asOf: Day? = nil, isComplete: Bool = false, covers: [String] = [], mapping: String? = nil,
        route: String = "careplan-renkei", stage: Stage = .registered, skipsBadRows: Bool = false,
        isPreview: Bool = false, actor: String, reason: String = ""
    ) {
        self.paths = paths
        self.asOf = asOf
        self.isComplete = isComplete
        self.covers = covers
        self.mapping = mapping
        self.route = route
        self.stage = stage
        self.skipsBadRows = skipsBadRows
        self.isPreview = isPreview
        self.actor = actor
        self.reason = reason
    }
}

/// What an import did, or in a preview would do.
package struct ImportReport: Sendable {
    /// One file as it was read.
    package struct File: Sendable {
        package var name: String
        package var digest: String
        /// What kind of table it is.
        package var format: String
        package var encoding: String
        package var rows: Int
        package var aside: Int
    }

    package var isPreview: Bool
    package var listDay: Day?
    package var isComplete: Bool
    package var files: [File] = []
    package var issues: [RowIssue] = []
    package var aside: [AsideRow] = []
    /// What changes: label and count.
    package var changes: [(label: String, count: Int)] = []
    /// What a person should know before saying yes.
    package var remarks: [String] = []
    /// Rows that cannot be used stop the import: nobody said to keep them aside.
    package var isRefused = false
    /// The import's number, when something was recorded.
    package var number: Int64?

    package init(isPreview: Bool, listDay: Day?, isComplete: Bool) {
        self.isPreview = isPreview
        self.listDay = listDay
        self.isComplete = isComplete
    }

    /// Nothing in the files is new to the ledger.
    package var changesNothing: Bool { changes.allSatisfy { $0.count == 0 } }
}

/// Told now and then how far a long operation has come.
package struct Progress: Sendable {
    package var step: String
    package var done: Int
    /// Nil when it is not known beforehand.
    package var total: Int?

    package init(step: String, done: Int, total: Int?) {
        self.step = step
        self.done = done
        self.total = total
    }
}

package typealias ProgressReceiver = @Sendable (Progress) -> Void
