import Adoption

/// The small graphics inside table cells. They repeat the number beside them, so that they are hidden from
/// assistive technology.
enum CellGraphics {
    /// The bar stretches to the width of its column: 100 units are the whole scale.
    static func draw(_ bar: RateBar, into markup: inout Markup) {
        markup.raw("<svg class=\"bar\" viewBox=\"0 0 100 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        var canvas = Canvas()
        canvas.rect(0, 4, 100, 8, "fg")
        if bar.part > 0 { canvas.rect(0, 4, bar.part * 100, 8, fill(bar)) }
        if let threshold = bar.threshold, bar.scale > 0 {
            let x = min(1, threshold / Double(bar.scale)) * 100
            canvas.line(x, 0, x, 16, "lt")
        }
        markup.append(canvas.markup)
        markup.raw("</svg>")
    }

    private static func fill(_ bar: RateBar) -> StaticString {
        switch bar.isMet {
        case true?: "fa"
        case false?: "m-lack"
        case nil: "fn"
        }
    }

    static func draw(_ sparkline: Sparkline, into markup: inout Markup) {
        markup.raw("<svg width=\"120\" height=\"28\" viewBox=\"0 0 120 28\" aria-hidden=\"true\">")
        var canvas = Canvas()
        let height = { (percent: Double) in 25 - min(1, percent / Double(max(1, sparkline.scale))) * 22 }
        if let threshold = sparkline.threshold {
            canvas.line(0, height(threshold), 120, height(threshold), "ls")
        }
        let step = sparkline.values.count > 1 ? 112 / Double(sparkline.values.count - 1) : 0
        var run: [(x: Double, y: Double)] = []
        for (index, value) in sparkline.values.enumerated() {
            if let value {
                run.append((3 + Double(index) * step, height(value.percent)))
            } else {
                canvas.polyline(run, "lc")
                run = []
            }
        }
        canvas.polyline(run, "lc")
        if let end = run.last { canvas.circle(end.x, end.y, 2.5, "fa") }
        markup.append(canvas.markup)
        markup.raw("</svg>")
    }
}
