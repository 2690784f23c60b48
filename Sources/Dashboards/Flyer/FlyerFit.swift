/// How large the type of a flyer may be, so that everything stays on one sheet of A4.
///
/// The measures are those of `Dashboards/flyer/flyer.css`; a full-width character is as wide as its type is high. The
/// estimate errs towards more lines, and the sheet spreads what is left over between its parts.
struct FlyerFit {
    /// Points: the size of running text.
    static let largest = 14.5
    static let smallest = 6.5
    private static let step = 0.25
    /// Millimetres that the estimate may come to on a sheet of 297: in a browser it comes out a tenth lower, because
    /// few lines are as bad as they could be.
    static let room = 308.0

    let content: FlyerContent

    /// The largest size at which the content fits; nil when not even the smallest does.
    func size() -> Double? {
        var size = FlyerFit.largest
        while size >= FlyerFit.smallest {
            if height(at: size) <= FlyerFit.room { return size }
            size -= FlyerFit.step
        }
        return nil
    }

    /// Millimetres of the sheet, margins included, at a size in points.
    func height(at size: Double) -> Double {
        let measure = Measure(em: size * 0.3528)
        let parts = [
            band(measure), summary(measure), facts(measure), frames(measure), steps(measure), foot(measure),
        ].filter { $0 > 0 }
        return parts.reduce(0, +) + Double(parts.count) * 0.8 * measure.em + 7
    }

    private struct Measure {
        /// Millimetres of an em.
        let em: Double
        /// Between the side margins.
        let width = 186.0

        /// Lines that a text takes in a width of millimetres, at a size in em.
        func lines(_ text: String, _ size: Double, in width: Double) -> Double {
            // A line is not always filled: a mark that must not begin a line takes its neighbour along.
            let room = max(1, width - 1.1 * size * em)
            return max(1, (Double(DisplayWidth.of(text)) * 0.515 * size * em / room).rounded(.up))
        }

        /// Millimetres of a text.
        func text(_ text: String, _ size: Double, _ leading: Double, in width: Double) -> Double {
            text.isEmpty ? 0 : lines(text, size, in: width) * size * leading * em
        }

        func all(_ texts: [String], _ size: Double, _ leading: Double, in width: Double) -> Double {
            texts.reduce(0) { $0 + text($1, size, leading, in: width) }
        }
    }

    private func band(_ m: Measure) -> Double {
        14 + (content.badge.isEmpty ? 0 : 2.2 * m.em) + m.text(content.title, 2.5, 1.3, in: m.width)
            + m.text(content.catchphrase, 1.35, 1.5, in: m.width)
    }

    private func summary(_ m: Measure) -> Double { m.text(content.summary, 1, 1.6, in: m.width) }

    private func facts(_ m: Measure) -> Double {
        let left = content.address == nil ? m.width - 44 : m.width - 46
        let rows = content.facts.reduce(0) { sum, fact in
            sum + m.text(fact.text, 1, 1.5, in: left - 7 * m.em) + 0.7 * m.em
        }
        let whole = rows + common(m, in: left)
        guard let address = content.address else { return max(whole, 4 * m.em) }
        return max(whole, 36 + 3.2 * m.em + m.text(address, 0.75, 1.4, in: 40))
    }

    /// Under the facts, beside the QR code.
    private func common(_ m: Measure, in width: Double) -> Double {
        guard !content.common.isEmpty else { return 0 }
        return 3.4 * m.em + m.all(content.common, 1, 1.5, in: width - 4 * m.em)
    }

    private func frames(_ m: Measure) -> Double {
        let narrow = (m.width - m.em) / 2
        var height = 2.4 * m.em + (content.framesLeftOut > 0 ? 1.6 * m.em : 0)
        var index = 0
        while index < content.frames.count {
            // The last of an odd number takes the whole width.
            let isWide = index + 1 == content.frames.count
            let row = isWide ? [content.frames[index]] : Array(content.frames[index...index + 1])
            height += (row.map { card($0, m, isWide ? m.width : narrow) }.max() ?? 0) + 0.7 * m.em
            index += 2
        }
        return height
    }

    private func card(_ frame: FlyerContent.Frame, _ m: Measure, _ width: Double) -> Double {
        let inner = width - 2 * m.em
        var height = 1.5 * m.em + m.text(frame.title, 1.1, 1.4, in: inner - 7 * m.em)
        for (index, reward) in frame.rewards.enumerated() {
            height += index == 0 ? m.text(reward, 1.35, 1.4, in: inner) : m.text(reward, 1.05, 1.45, in: inner - m.em)
        }
        height += m.all(frame.who, 0.92, 1.5, in: inner)
        height += m.all(frame.conditions, 0.92, 1.5, in: inner - 1.2 * m.em)
        if frame.places.count > 12 { height += 1.5 * m.em }
        if !frame.flow.isEmpty {
            height += 0.8 * m.em + m.text(frame.flow.joined(separator: "　→　"), 0.92, 2, in: inner)
        }
        return height
    }

    private func steps(_ m: Measure) -> Double {
        guard !content.steps.isEmpty else { return 0 }
        // Two columns: half of all lines, and what balancing cannot help.
        let items = content.steps.map { m.text($0, 0.95, 1.5, in: m.width / 2 - 3.4 * m.em) + 0.15 * m.em }
        return 2.1 * m.em + max(items.max() ?? 0, (items.reduce(0, +) + (items.max() ?? 0)) / 2)
    }

    private func foot(_ m: Measure) -> Double {
        let contact =
            m.all(content.contact, 0.92, 1.5, in: 100) + m.text(content.organiser, 1.3, 1.4, in: 100)
            + 1.6 * m.em
        return max(contact, 20) + m.all(content.notes, 0.82, 1.45, in: m.width - 2 * m.em) + 2.2 * m.em
    }
}
