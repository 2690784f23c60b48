import Adoption
import Dashboards
import Testing

@testable import Server

@Suite("Rate limits")
struct RateLimitTests {
    private func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1000) }

    @Test("a bucket empties with each take and fills evenly")
    func bucket() {
        let limit = RateLimit(4, within: 60)
        for _ in 0..<4 { #expect(limit.take("a", at: at(0)) == nil) }
        // 60 s for four: a token every 15 s.
        #expect(limit.take("a", at: at(0)) == 15)
        #expect(limit.take("a", at: at(10)) == 5)
        #expect(limit.take("b", at: at(10)) == nil)
        #expect(limit.take("a", at: at(15)) == nil)
        #expect(limit.take("a", at: at(15)) == 15)
        // Never more than four, however long the rest.
        for _ in 0..<4 { #expect(limit.take("a", at: at(100_000)) == nil) }
        #expect(limit.take("a", at: at(100_000)) != nil)
    }

    @Test("a clock that is set back neither empties nor fills")
    func clockSetBack() {
        let limit = RateLimit(2, within: 60)
        #expect(limit.take("a", at: at(1000)) == nil)
        #expect(limit.take("a", at: at(0)) == nil)
        #expect(limit.take("a", at: at(0)) == 30)
    }

    @Test("a hundred thousand addresses do not free the one that is limited")
    func manyKeys() {
        let limit = RateLimit(10, within: 600)
        for _ in 0..<10 { _ = limit.take("limited", at: at(0)) }
        for number in 0..<100_000 { _ = limit.take(number, at: at(0)) }
        #expect(limit.take("limited", at: at(0)) != nil)
    }

    @Test("so many may wait, and whoever leaves makes room")
    func gate() {
        let gate = Gate(2)
        #expect(gate.enter() && gate.enter() && !gate.enter())
        gate.leave()
        #expect(gate.enter() && !gate.enter())
    }

    @Test("addresses of forms are read strictly")
    func addresses() {
        #expect(FormAddress("/campaigns/x-1/apply") == .apply("x-1"))
        #expect(FormAddress("/campaigns/x/status/ab12") == .status("x", key: "ab12"))
        #expect(FormAddress("/campaigns/x/partner/AB-CD") == .confirm("x", code: "AB-CD"))
        for path in [
            "/campaigns/x/", "/campaigns/x/apply/", "/campaigns//apply", "/campaigns/x/status/",
            "/campaigns/x/status/a/b",
            "/campaigns/x/status/%41", "/campaigns/x/other", "/Campaigns/x/apply", "campaigns/x/apply",
        ] {
            #expect(FormAddress(path) == nil, "\(path)")
        }
    }

    @Test("forms are decoded as a browser encodes them")
    func bodies() {
        let values = FormBody.parse(Array("a=1&b=%E9%9D%99+%E5%B2%A1&a=2&c&d=%2B".utf8))
        #expect(values?["b"] == "静 岡" && values?.all("a") == ["1", "2"] && values?["c"] == "" && values?["d"] == "+")
        #expect(FormBody.parse([])?.entries.isEmpty == true)
        #expect(FormBody.parse(Array("a=%c0%af".utf8)) == nil)
    }
}
