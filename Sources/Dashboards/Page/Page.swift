import Adoption

/// One page, in one language, before it has a form: what it says, in which order, with typed values. The four forms
/// (HTML, text, JSON, CSV) are made from this and from nothing else, so that they cannot disagree.
package struct Page: Sendable {
    package var kind: PageKind
    package var path: PagePath
    package var language: Language
    /// The name of the page: window title, printed on every sheet.
    package var title: String
    /// The line above the headline: the area and the day.
    package var kick: String
    /// A sentence that answers the reader's question.
    package var headline: String
    package var lead: [Line]
    package var context: Context
    /// From the widest area to this page; the last is this page.
    package var breadcrumb: [Crumb]
    package var numbers: [KeyNumber]
    package var blocks: [Block]
    package var notes: [Line]

    package init(
        kind: PageKind, path: PagePath, language: Language, title: String, kick: String, headline: String,
        lead: [Line] = [], context: Context, breadcrumb: [Crumb] = [], numbers: [KeyNumber] = [],
        blocks: [Block] = [], notes: [Line] = []
    ) {
        self.kind = kind
        self.path = path
        self.language = language
        self.title = title
        self.kick = kick
        self.headline = headline
        self.lead = lead
        self.context = context
        self.breadcrumb = breadcrumb
        self.numbers = numbers
        self.blocks = blocks
        self.notes = notes
    }
}

/// The sort of a page: which folder of templates it uses, and which blocks such a page may have.
package struct PageKind: Sendable, Hashable {
    /// The folder under `Dashboards/`, and the `kind` of the JSON form.
    package let name: String
    /// The ids that a template may place. A page need not have them all: an absent block is empty text.
    package let blocks: [String]
    /// A document that names offices: printed by the command line, never part of a site. Its HTML stands alone, with
    /// the style sheet inside; its CSV is its table, a row for a row.
    package let isStaff: Bool

    package init(name: String, blocks: [String], isStaff: Bool = false) {
        self.name = name
        self.blocks = blocks
        self.isStaff = isStaff
    }
}

/// The address of a page inside the site: `/`, `/prefectures/33/`, always with a slash at both ends.
package struct PagePath: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(_ path: String) {
        description = path
    }

    package init(stringLiteral value: String) {
        description = value
    }

    package static let national: PagePath = "/"
    package static let definitions: PagePath = "/definitions/"

    /// `code` is the two-digit code of the prefecture.
    package static func prefecture(_ code: String) -> PagePath {
        PagePath("/prefectures/\(code)/")
    }

    /// `code` is the six-digit code of the municipality.
    package static func municipality(_ code: String) -> PagePath {
        PagePath("/municipalities/\(code)/")
    }

    /// The network of the area whose page `area` is.
    package static func network(of area: PagePath) -> PagePath {
        PagePath("\(area)network/")
    }

    /// The segments of the area whose page `area` is.
    package static func segments(of area: PagePath) -> PagePath {
        PagePath("\(area)segments/")
    }

    /// The forecast of the area whose page `area` is.
    package static func forecast(of area: PagePath) -> PagePath {
        PagePath("\(area)forecast/")
    }
}

package struct Crumb: Sendable {
    package var title: String
    package var path: PagePath

    package init(_ title: String, _ path: PagePath) {
        self.title = title
        self.path = path
    }
}

/// What a figure is worth nothing without: rule, unit, scope, day, state of knowledge.
package struct Context: Sendable {
    package var asOf: Day
    package var knownAt: Instant?
    package var revision: Int?
    /// The id of the KPI rule that judged this page.
    package var rule: String?
    /// The rule in a few words, for the lines above figures and tables.
    package var brief: String
    /// Labelled lines in the order in which they are printed.
    package var lines: [ContextLine]

    package init(
        asOf: Day, knownAt: Instant? = nil, revision: Int? = nil, rule: String? = nil, brief: String,
        lines: [ContextLine]
    ) {
        self.asOf = asOf
        self.knownAt = knownAt
        self.revision = revision
        self.rule = rule
        self.brief = brief
        self.lines = lines
    }
}

package struct ContextLine: Sendable {
    package var key: String
    package var label: String
    package var value: String

    package init(_ key: String, _ label: String, _ value: String) {
        self.key = key
        self.label = label
        self.value = value
    }
}

/// A number in large type with its label: 「あと」 + 32 + 「事業所」.
package struct KeyNumber: Sendable {
    package var key: String
    package var label: String
    package var before: String
    package var value: Cell
    package var after: String
    package var note: String
    package var state: Mark?

    package init(
        _ key: String, label: String, before: String = "", value: Cell, after: String = "", note: String = "",
        state: Mark? = nil
    ) {
        self.key = key
        self.label = label
        self.before = before
        self.value = value
        self.after = after
        self.note = note
        self.state = state
    }
}

/// A line of running text in pieces, so that no page needs markup inside its texts.
package struct Line: Sendable, ExpressibleByStringLiteral {
    package enum Piece: Sendable {
        case text(String)
        case strong(String)
        case link(String, to: PagePath)
        /// An address outside of the site's pages, which reads as itself: the form. Only `https` and `http` lead there.
        case address(String)
    }

    package var pieces: [Piece]

    package init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    package init(_ text: String) {
        pieces = [.text(text)]
    }

    package init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    package var plain: String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .strong(let text), .link(let text, _), .address(let text): text
            }
        }.joined()
    }
}
