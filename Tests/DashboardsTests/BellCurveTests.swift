import Adoption
import Testing

@testable import Dashboards

@Suite("the bell curve")
struct BellCurveTests {
    private func chart(applied: Int, focus: Int, of total: Int, threshold: Fraction = Fraction(3, 10)) -> BellCurve {
        BellCurve(
            title: "題", description: "説明",
            groups: zip(["革|新", "初|期", "前|期", "後|期", "遅い"], [25, 160, 500, 840, 1000]).map { name, upper in
                .init(name: name, share: "\(upper)", upper: Fraction(upper, 1000))
            },
            layers: [
                .init(label: "申請済み \(applied)", upper: Fraction(applied, total), tone: .solid),
                .init(label: "重点 \(focus)", upper: Fraction(applied + focus, total), tone: .outlined),
                .init(label: "見込み \(total - applied - focus)", upper: Fraction(1, 1), tone: .pale),
            ],
            marks: [.init(label: "16 %", at: Fraction(16, 100)), .init(label: "目標", at: threshold)],
            today: .init(label: "いま", at: Fraction(applied, total)))
    }

    private func svg(_ chart: BellCurve, _ size: ChartSize) -> String {
        var markup = Markup()
        Chart.bell(chart).draw(into: &markup, size: size, id: "c", links: Links(style: .served, from: .national))
        return markup.string
    }

    @Test("it has a title and a description, the five groups, three layers and three marks")
    func parts() {
        for size in [ChartSize.wide, .narrow] {
            let svg = svg(chart(applied: 24, focus: 12, of: 120), size)
            #expect(svg.contains("<title id=\"ct\">題</title><desc id=\"cd\">説明</desc>"))
            #expect(svg.contains("申請済み 24") && svg.contains("重点 12") && svg.contains("見込み 84"))
            // One area for each layer, and the arrow of today.
            #expect(svg.matches(of: /<polygon\s/).count == 4)
            #expect(svg.contains(">16 %<") && svg.contains(">目標<") && svg.contains(">いま<"))
            #expect(!svg.contains("style="))
            // The ends of four groups: white under grey.
            #expect(svg.matches(of: /class="lw"/).count == 4)
        }
        let wide = svg(chart(applied: 24, focus: 12, of: 120), .wide)
        #expect(wide.contains(">革<") && wide.contains(">新<"))
        #expect(svg(chart(applied: 24, focus: 12, of: 120), .narrow).contains("1  革新 25"))
    }

    @Test("a mark stands where its share of the area lies to the left: 50 % in the middle, 16 % one deviation before")
    func places() throws {
        var half = chart(applied: 50, focus: 0, of: 100)
        half.marks = [.init(label: "a", at: Fraction(16, 100))]
        let svg = svg(half, .wide)
        let today = try #require(svg.firstMatch(of: /<line x1="([0-9.]+)"[^>]*class="ln"/))
        #expect(Double(today.output.1) == 344)
        // z(0.16) = −0.99446 (tables of the normal distribution): 344 − 0.99446 · 688/6 = 229.97
        let mark = try #require(svg.firstMatch(of: /<line x1="([0-9.]+)"[^>]*class="le"/))
        #expect(Double(mark.output.1) == 230)
    }

    @Test("nobody and everybody are drawn inside the picture", arguments: [(0, 36), (120, 0), (1, 35), (119, 1)])
    func ends(applied: Int, focus: Int) {
        for size in [ChartSize.wide, .narrow] {
            let svg = svg(chart(applied: applied, focus: focus, of: 120), size)
            for match in svg.matches(of: /(?: x[12]?|points)="([-0-9., ]+)"/) {
                for point in match.output.1.split(separator: " ") {
                    let x = Double(point.split(separator: ",")[0]) ?? -1
                    #expect(x >= -6 && x <= size.width + 6)
                }
            }
            #expect(!svg.contains("nan") && !svg.contains("inf"))
            if applied == 0 { #expect(svg.matches(of: /<polygon\s/).count == 3) }
        }
    }
}
