/// A part of a page that a template places by its id.
package struct Block: Sendable {
    /// Stable: templates, JSON and CSV name it.
    package var id: String
    package var body: Body

    package enum Body: Sendable {
        case figure(Figure)
        case panel(Panel)
        case prose(Prose)
    }

    package init(_ id: String, _ body: Body) {
        self.id = id
        self.body = body
    }
}

/// A finding with its proof: a chart and the table under it, or a table alone.
package struct Figure: Sendable {
    /// The finding, as a statement that the table bears out.
    package var title: String
    /// Rule, day, n/N: so that a figure that is copied into a report still explains itself.
    package var meta: String
    package var chart: Chart?
    /// The states that the shapes of the chart stand for, when it does not name them itself.
    package var legend: [Mark]
    /// How to read the chart: left out where there is none.
    package var chartCaption: String
    package var caption: String
    /// Under a chart the tables are folded on screen (and open on paper); alone they are open.
    package var tables: [Table]
    /// The figure may be cut by a page end on paper: a long table.
    package var isLong: Bool
    /// For a reader who meets this kind of figure for the first time.
    package var explanation: Explanation?
    /// The page that says more.
    package var more: Crumb?

    package init(
        title: String, meta: String, chart: Chart? = nil, legend: [Mark] = [], chartCaption: String = "",
        caption: String = "", tables: [Table] = [], isLong: Bool = false, explanation: Explanation? = nil,
        more: Crumb? = nil
    ) {
        self.title = title
        self.meta = meta
        self.chart = chart
        self.legend = legend
        self.chartCaption = chartCaption
        self.caption = caption
        self.tables = tables
        self.isLong = isLong
        self.explanation = explanation
        self.more = more
    }
}

/// Three sentences under a figure or a panel, each with its label: 「何を示すか」「もとにしたもの」「言えないこと」.
package struct Explanation: Sendable, Hashable {
    package var shows: String
    package var restsOn: String
    package var doesNotSay: String

    package init(shows: String, restsOn: String, doesNotSay: String) {
        self.shows = shows
        self.restsOn = restsOn
        self.doesNotSay = doesNotSay
    }

    /// The sentences with their labels, in the order in which they are read.
    func labelled(_ words: Wording) -> [(label: String, text: String)] {
        [
            (words("explain.shows"), shows), (words("explain.rests_on"), restsOn),
            (words("explain.does_not_say"), doesNotSay),
        ]
    }
}

/// A call to act or to look: a short text, at most one small table, a way onward.
package struct Panel: Sendable {
    package var title: String
    package var text: [Line]
    package var table: Table?
    package var note: [Line]
    package var explanation: Explanation?

    package init(
        title: String, text: [Line] = [], table: Table? = nil, note: [Line] = [], explanation: Explanation? = nil
    ) {
        self.title = title
        self.text = text
        self.table = table
        self.note = note
        self.explanation = explanation
    }
}

/// Running text: paragraphs, then terms with their explanations.
package struct Prose: Sendable {
    package var title: String
    package var text: [Line]
    package var terms: [Term]
    package var table: Table?

    package struct Term: Sendable {
        package var name: String
        package var text: [Line]

        package init(_ name: String, _ text: [Line]) {
            self.name = name
            self.text = text
        }
    }

    package init(title: String, text: [Line] = [], terms: [Term] = [], table: Table? = nil) {
        self.title = title
        self.text = text
        self.terms = terms
        self.table = table
    }
}
