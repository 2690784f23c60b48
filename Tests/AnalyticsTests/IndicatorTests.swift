import Testing

@testable import Analytics

@Suite("Indicators")
struct IndicatorTests {
    @Test("each has its own id, one sentence in both languages, and rates have both of their parts")
    func complete() {
        #expect(Set(Indicator.all.map(\.id)).count == Indicator.all.count)
        for indicator in Indicator.all {
            #expect(indicator.definition.hasSuffix("。"), "\(indicator.id)")
            #expect(indicator.definitionEnglish.hasSuffix("."), "\(indicator.id)")
            #expect(!indicator.title.isEmpty && !indicator.titleEnglish.isEmpty)
            #expect(indicator.unit != .percent || indicator.denominator != nil, "\(indicator.id)")
            #expect((indicator.numerator == nil) == (indicator.denominator == nil))
        }
        #expect(Indicator["needed"]?.unit == .offices)
        #expect(Indicator["no such"] == nil)
    }
}
