/// A table of typed cells: columns, groups of rows with their own heads, an optional total row.
package struct Table: Sendable {
    /// Stable: JSON and CSV name it.
    package var id: String
    package var caption: String
    package var columns: [Column]
    package var groups: [Group]
    package var total: Row?

    package init(_ id: String, caption: String, columns: [Column], groups: [Group], total: Row? = nil) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.groups = groups
        self.total = total
    }

    /// A table of one group without a head.
    package init(_ id: String, caption: String, columns: [Column], rows: [Row], total: Row? = nil) {
        self.init(id, caption: caption, columns: columns, groups: [Group(nil, rows)], total: total)
    }

    package struct Group: Sendable {
        package var title: String?
        package var rows: [Row]

        package init(_ title: String?, _ rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    package struct Row: Sendable {
        /// Stable: the code of the municipality, the id of the stage …
        package var key: String
        /// One per column; the first is the head of the row.
        package var cells: [Cell]
        package var isHighlighted: Bool

        package init(_ key: String, _ cells: [Cell], isHighlighted: Bool = false) {
            self.key = key
            self.cells = cells
            self.isHighlighted = isHighlighted
        }
    }
}

package struct Column: Sendable {
    /// Stable: JSON and CSV name it.
    package var key: String
    package var label: String
    /// The unit of the numbers, or a remark on a scale, in small type under the label.
    package var unit: String
    package var style: Style
    package var use: Use

    package enum Use: Sendable {
        case everywhere
        /// For the eye alone: HTML and text.
        case shown
        /// For a spreadsheet or a program alone: CSV and JSON.
        case data
    }

    package enum Style: Sendable {
        case text
        /// Running text, which may break into lines.
        case prose
        case number
        /// The number that the table is sorted by.
        case strongNumber
        /// Bars that repeat the rate beside them: left out by the data forms, and by the text form without room.
        case bar
        /// Small lines of a series: data in the JSON form, first and last value in the text form if there is room.
        case spark
    }

    package init(_ key: String, _ label: String, unit: String = "", _ style: Style = .text, use: Use = .everywhere) {
        self.key = key
        self.label = label
        self.unit = unit
        self.style = style
        self.use = use
    }

    package var isDecoration: Bool { style == .bar || style == .spark }

    package var isNumber: Bool {
        switch style {
        case .number, .strongNumber: true
        default: false
        }
    }

    var isShown: Bool { use != .data }
}
