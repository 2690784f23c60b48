import Adoption

extension Format {
    /// What a cell shows, without unit: one spelling for all forms that people read.
    package func text(_ cell: Cell) -> String {
        switch cell {
        case .integer(let value): integer(value)
        case .signed(let value): signed(value)
        case .rate(let fraction): rate(fraction) ?? Format.none
        case .share(let fraction): share(fraction) ?? Format.none
        case .ratio(let fraction): ratio(fraction)
        case .points(let value): points(value)
        case .decimal(let value): decimal(value)
        case .text(let value), .link(let value, _): value
        case .state(let mark): mark.symbol + mark.word
        case .day(let value): day(value)
        case .month(let value): month(value)
        case .missing: Format.none
        case .cushion(let value, let word): word + " " + signed(value)
        case .bar, .sparkline: ""
        }
    }

    /// A key number as one text: 「あと32事業所」, 「92 / 412事業所」, `missing 32 offices`.
    package func text(_ number: KeyNumber) -> String {
        let unit = unit(of: number)
        return number.before + text(number.value) + gap(before: unit) + unit
    }

    /// `1 office`, `2 offices`
    func unit(of number: KeyNumber) -> String {
        guard language == .english, case .integer(1) = number.value else { return number.after }
        return EnglishPlural.singular(number.after)
    }

    /// A blank where the language or the sign asks for one.
    func gap(before unit: String) -> String {
        unit.isEmpty || (language == .japanese && !unit.hasPrefix("/")) ? "" : " "
    }

    /// Stands where there is no value.
    package static let none = "―"
}
