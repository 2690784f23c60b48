import Adoption
import Operations
import TestWorkspace
import Testing

/// How people name prefectures and municipalities.
@Suite("Areas by name")
struct FindAreaTests {
    private static let reference = Result { try TestWorkspace().workspace.state().reference }

    private var reference: Reference { get throws { try FindAreaTests.reference.get() } }

    @Test(
        "a prefecture is found by number, code, name with or without its ending, and reading",
        arguments: [
            "22", "220001", "静岡県", "静岡", "シズオカケン", "　静岡県 ",
        ])
    func prefecture(text: String) throws {
        #expect(try reference.findPrefecture(text).number == 22)
    }

    @Test("numbers below ten are found with and without their zero, and 北海道 is not 北海")
    func firstPrefecture() throws {
        for text in ["1", "01", "北海道"] { #expect(try reference.findPrefecture(text).number == 1) }
        for text in ["0", "48", "本州", ""] {
            #expect(throws: Failure.self) { try reference.findPrefecture(text) }
        }
        let failure = #expect(throws: Failure.self) { try reference.findPrefecture("静") }
        #expect(failure?.code == .notFound && failure?.hint?.contains("静岡県") == true)
    }

    @Test(
        "a municipality is found by code, insurer-like five digits, name, and name with prefecture and county",
        arguments: [
            ("221007", "静岡市"), ("22100", "静岡市"), ("静岡市", "静岡市"), ("静岡", "静岡市"), ("静岡県静岡市", "静岡市"),
            ("221015", "静岡市"), ("静岡市葵区", "静岡市"), ("静岡県浜松市中央区", "浜松市"), ("石狩郡当別町", "当別町"),
            ("北海道石狩郡当別町", "当別町"), ("131016", "千代田区"), ("千代田区", "千代田区"),
        ])
    func municipality(text: String, name: String) throws {
        let reference = try reference
        #expect(reference.municipalities[try reference.findMunicipality(text)].name == name)
    }

    @Test("a name that several have lists them with their codes", arguments: [("府中市", 2), ("池田町", 4), ("伊達市", 2)])
    func ambiguous(name: String, count: Int) throws {
        let failure = #expect(throws: Failure.self) { try reference.findMunicipality(name) }
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("\(count)つあります") == true, "\(failure?.message ?? "")")
        #expect(failure?.message.split(separator: "、").count == count)
    }

    @Test("the prefecture, in the name or beside it, makes a name one's own")
    func disambiguated() throws {
        let reference = try reference
        let tokyo = try reference.findPrefecture("東京都")
        #expect(reference.municipalities[try reference.findMunicipality("府中市", in: tokyo)].code.description == "132063")
        #expect(reference.municipalities[try reference.findMunicipality("広島県府中市")].code.description == "342084")
    }

    @Test("what does not exist is said, with near names where there are any")
    func unknown() throws {
        let near = #expect(throws: Failure.self) {
            try reference.findMunicipality("沼津") == -1 ? 0 : try reference.findMunicipality("沼津市役所")
        }
        #expect(near?.code == .notFound && near?.hint?.contains("静岡県沼津市") == true)
        for text in ["229999", "221008", "", "　"] {
            #expect(throws: Failure.self) { try reference.findMunicipality(text) }
        }
    }

    @Test("--covers takes prefectures, cities, wards and former wards, and answers in municipalities that count")
    func covers() throws {
        let reference = try reference
        #expect(try reference.municipalityCodes(["静岡県"]).count == 35)
        #expect(
            try reference.municipalityCodes(["221317", "静岡市葵区", " ", "22100"]).map(\.description) == [
                "221007", "221309",
            ])
        #expect(throws: Failure.self) { try reference.municipalityCodes(["静岡県", "存在しない町"]) }
    }
}
