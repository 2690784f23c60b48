/// The ladder of use: one bar per stage, as long as the number of offices at this stage or higher.
package struct LadderChart: Sendable {
    package struct Step: Sendable {
        package var name: String
        package var remark: String
        /// Nil when it cannot be known yet: a dashed empty bar, not 0.
        package var value: Int?
        /// `158事業所 38.3 %`, or the reason why there is no value.
        package var label: String
        /// Whether offices of this stage count for the KPI: solid or outlined.
        package var counts: Bool

        package init(name: String, remark: String, value: Int?, label: String, counts: Bool) {
            self.name = name
            self.remark = remark
            self.value = value
            self.label = label
            self.counts = counts
        }
    }

    package var title: String
    package var description: String
    package var steps: [Step]
    /// The whole: the number of eligible offices.
    package var whole: Int
    /// The number of offices that the threshold asks for, with its label; drawn at the step that the KPI counts.
    package var target: Int?
    package var targetLabel: String

    package init(
        title: String, description: String, steps: [Step], whole: Int, target: Int?, targetLabel: String
    ) {
        self.title = title
        self.description = description
        self.steps = steps
        self.whole = whole
        self.target = target
        self.targetLabel = targetLabel
    }

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        size == .wide ? drawWide(on: &canvas) : drawNarrow(on: &canvas)
    }

    private func drawWide(on canvas: inout Canvas) -> Double {
        let nameWidth = (steps.map { textWidth($0.name, size: 14) }.max() ?? 0) + 16
        let labelWidth = (steps.map { textWidth($0.label, size: 14) }.max() ?? 0) + 12
        let barWidth = ChartSize.wide.width - nameWidth - labelWidth
        for (index, step) in steps.enumerated() {
            let y = Double(index) * 40 + 6 + room(before: index, 8)
            canvas.text(0, y + 16, step.name, "b")
            canvas.text(ChartSize.wide.width, y + 16, step.label, anchor: .end)
            drawBar(on: &canvas, step, x: nameWidth, y: y, width: barWidth, height: 22)
            drawRemark(on: &canvas, step, x: nameWidth, y: y + 16, width: barWidth)
            drawTarget(on: &canvas, index, x: nameWidth, y: y, width: barWidth, height: 22)
        }
        return Double(steps.count) * 40 + room(before: steps.count, 8)
    }

    private func drawNarrow(on canvas: inout Canvas) -> Double {
        let width = ChartSize.narrow.width
        for (index, step) in steps.enumerated() {
            let y = Double(index) * 48 + room(before: index, 16)
            canvas.text(0, y + 15, step.name, "b")
            canvas.text(width, y + 15, step.label, "s13", anchor: .end)
            drawBar(on: &canvas, step, x: 0, y: y + 22, width: width, height: 14)
            drawTarget(on: &canvas, index, x: 0, y: y + 22, width: width, height: 14)
        }
        return Double(steps.count) * 48 + room(before: steps.count, 16)
    }

    /// The label of the threshold stands under the bar of its step: the steps behind it make room.
    private func room(before index: Int, _ height: Double) -> Double {
        guard target != nil, let step = steps.firstIndex(where: \.counts) else { return 0 }
        return index > step ? height : 0
    }

    private func length(_ value: Int, of width: Double) -> Double {
        whole > 0 ? width * Double(min(value, whole)) / Double(whole) : 0
    }

    private func drawBar(
        on canvas: inout Canvas, _ step: Step, x: Double, y: Double, width: Double, height: Double
    ) {
        guard let value = step.value else {
            canvas.rect(x + 0.5, y + 0.5, width - 1, height - 1, "m-none")
            return
        }
        canvas.rect(x, y, width, height, "fg")
        let filled = length(value, of: width)
        if step.counts {
            canvas.rect(x, y, filled, height, "fa")
        } else if filled > 0 {
            canvas.rect(x + 0.75, y + 0.75, max(1, filled - 1.5), height - 1.5, "ft")
        }
    }

    /// The remark stands inside the bar when it fits there, else behind it, else nowhere: it must not be cut.
    private func drawRemark(on canvas: inout Canvas, _ step: Step, x: Double, y: Double, width: Double) {
        let needed = textWidth(step.remark, size: 13) + 16
        let filled = length(step.value ?? 0, of: width)
        if step.value == nil {
            canvas.text(x + 8, y, step.remark, "s13 t2")
        } else if filled >= needed {
            canvas.text(x + 8, y, step.remark, step.counts ? "s13 tw" : "s13")
        } else if width - filled >= needed {
            canvas.text(x + filled + 8, y, step.remark, "s13 t2")
        }
    }

    private func drawTarget(
        on canvas: inout Canvas, _ index: Int, x: Double, y: Double, width: Double, height: Double
    ) {
        guard let target, steps.firstIndex(where: \.counts) == index else { return }
        let at = x + length(target, of: width)
        canvas.line(at, y - 4, at, y + height + 4, "lt")
        let labelWidth = textWidth(targetLabel, size: 13)
        let fits = at + 6 + labelWidth <= x + width
        canvas.text(
            fits ? at + 5 : at - 5, y + height + 13, targetLabel, "s13 b halo",
            anchor: fits ? .start : .end)
    }
}
