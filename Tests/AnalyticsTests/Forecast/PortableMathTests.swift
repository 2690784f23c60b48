import Glibc
import Testing

@testable import Analytics

@Suite("PortableMath")
struct PortableMathTests {
    @Test("the logarithm agrees with the C library's to 15 digits, over the whole range")
    func logarithm() {
        for exponent in stride(from: -300.0, through: 300.0, by: 0.37) {
            let x = Glibc.pow(10, exponent)
            #expect(isClose(PortableMath.log(x), Glibc.log(x), 2e-15 * max(1, abs(Glibc.log(x)))))
        }
        for step in 1...4000 {
            let x = Double(step) / 1000
            #expect(isClose(PortableMath.log(x), Glibc.log(x), 2e-15), "\(x)")
        }
        #expect(PortableMath.log(1) == 0)
        #expect(PortableMath.log(0) == -.infinity)
    }

    @Test("the exponential agrees with the C library's to 14 digits and ends at 0")
    func exponential() {
        for step in -7000...7000 {
            let x = Double(step) / 10.003
            guard x >= -708 else { continue }
            #expect(isClose(PortableMath.exp(x) / Glibc.exp(x), 1, 1e-14), "\(x)")
        }
        #expect(PortableMath.exp(0) == 1)
        #expect(PortableMath.exp(-1e9) == 0)
        #expect(PortableMath.exp(-.infinity) == 0)
    }

    @Test("a binomial probability is the one that is multiplied out, and the impossible is impossible")
    func binomial() {
        let tables = ChainTables(size: 60)
        for n in [0, 1, 2, 7, 60] {
            for k in 0...n {
                for h in [0.0005, 0.3, 0.5, 0.97] {
                    let direct = ChainOracle.binomial(k, of: n, h)
                    #expect(isClose(PortableMath.exp(tables.logBinomial(k, of: n, h)), direct, 1e-13))
                }
            }
        }
        #expect(tables.logBinomial(0, of: 5, 0) == 0)
        #expect(tables.logBinomial(1, of: 5, 0) == -.infinity)
        #expect(tables.logBinomial(5, of: 5, 1) == 0)
        #expect(tables.logBinomial(4, of: 5, 1) == -.infinity)
        #expect(tables.logBinomial(6, of: 5, 0.5) == -.infinity)
        #expect(tables.logBinomial(-1, of: 5, 0.5) == -.infinity)
    }
}
