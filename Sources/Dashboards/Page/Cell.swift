import Adoption

/// A typed value. How it looks is decided by the form, never here.
package enum Cell: Sendable {
    case integer(Int)
    /// A change: `+4`.
    case signed(Int)
    /// The rate of a KPI in percent, shown cut. Numerator and denominator travel with it.
    case rate(Fraction)
    /// Another percentage, shown rounded half up.
    case share(Fraction)
    /// `n/N`
    case ratio(Fraction)
    /// A difference of two percentages, in points.
    case points(Double)
    case decimal(Double)
    case text(String)
    case link(String, to: PagePath)
    case state(Mark)
    case day(Day)
    case month(Month)
    /// There is no value, and why. Shown as 「―」, never as 0.
    case missing(String)
    /// What is missing is 0, and so much may be lost before it is not: `余裕 +2`. The word comes with the number.
    case cushion(Int, String)
    case bar(RateBar)
    case sparkline(Sparkline)
}

/// A state as a symbol and a word; colour only repeats them.
package struct Mark: Sendable, Hashable {
    /// Stable: `met`, `not_met`, `undecided`, `not_applicable`, `not_reported` …
    package var key: String
    package var symbol: String
    package var word: String
    package var tone: Tone

    package enum Tone: Sendable, Hashable {
        /// Reached, fulfilled.
        case good
        /// Lacking.
        case lacking
        /// Cannot be told yet.
        case open
        /// Not there.
        case absent
    }

    package init(key: String, symbol: String, word: String, tone: Tone) {
        self.key = key
        self.symbol = symbol
        self.word = word
        self.tone = tone
    }
}

/// A bar in a table cell. All bars of a column share the scale.
package struct RateBar: Sendable {
    package var numerator: Int
    package var denominator: Int
    /// The right end of the scale in percent.
    package var scale: Int
    /// Where the threshold line stands, in percent; nil draws none.
    package var threshold: Double?
    /// Filled 藍 or outlined 柿: fill carries the state, so that it survives a grey print. Nil for a part that no KPI
    /// judges: grey.
    package var isMet: Bool?

    package init(_ numerator: Int, of denominator: Int, scale: Int, threshold: Double?, isMet: Bool?) {
        self.numerator = numerator
        self.denominator = denominator
        self.scale = scale
        self.threshold = threshold
        self.isMet = isMet
    }

    /// The length as a part of the scale, 0…1.
    package var part: Double {
        guard denominator > 0, scale > 0 else { return 0 }
        return min(1, Double(numerator) * 100 / Double(denominator) / Double(scale))
    }
}

/// A small line of rates in a table cell. All lines of a column share the scale.
package struct Sparkline: Sendable {
    /// The rate at each month end, oldest first; nil where nothing is known.
    package var values: [Fraction?]
    /// The upper end of the scale in percent.
    package var scale: Int
    /// Where the threshold line lies, in percent; nil draws none.
    package var threshold: Double?

    package init(values: [Fraction?], scale: Int, threshold: Double?) {
        self.values = values
        self.scale = scale
        self.threshold = threshold
    }
}

extension Fraction {
    /// For drawing only: a shown or judged rate never passes through here.
    var percent: Double { denominator > 0 ? Double(numerator) * 100 / Double(denominator) : 0 }
}
