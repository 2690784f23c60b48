import Adoption

/// Writes offices as rows: in the layout of the published open data with the faults found there at their real rates
/// (domain.md 9.1), and in the product's own layout.
struct SampleOfficeRows {
    /// 介護サービス情報公表 open data, byte for byte: BOM, 24 columns, CRLF.
    static let openDataHeader =
        "\u{FEFF}都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,電話番号,FAX番号,"
        + "法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,高齢者の方と障害者の方が同時一体的に利用できるサービス,"
        + "介護保険の通常の指定基準を満たしている,障害福祉の通常の指定基準を満たしている,備考\r\n"

    static let ownHeader =
        "office_number,service_code,name,kana,municipality_code,address,corporation_number,corporation_name,open_day,"
        + "last_day,status,successor_of,latitude,longitude,capacity\n"

    let seed: UInt64
    let place: SampleReference.Municipality
    /// The second list shows offices where they have moved to.
    let isSecond: Bool

    private func area(_ office: SampleOffice) -> SampleReference.Area {
        place.areas[isSecond ? office.movedTo ?? office.area : office.area]
    }

    /// One row of an open-data file. The same office and file give the same row in both lists.
    func openData(_ office: SampleOffice, _ kind: SampleKind, isFirstFile: Bool, into row: inout [UInt8]) {
        var random = SampleRandom(seed, 0xD1A7, office.number.packed, UInt64(kind.file))
        let start = row.count
        let area = area(office)
        let number = office.number.description
        row.cell(area.code)
        row.cell(number)
        row.cell(place.prefectureName)
        row.cell(area.name)
        name(office, kind, differs: !isFirstFile, &row)
        row.cell(kind.title)
        if random.chance(2_500) { row.add(place.prefectureName) }
        row.add(area.name)
        street(office, &row)
        row.comma(2)
        position(office, &random, &row)
        phone(&random, isWide: random.chance(100), &row)
        if random.chance(8_500) { row.comma() } else { phone(&random, isWide: false, &row) }
        corporation(office, isFirstFile: isFirstFile, &random, &row)
        row.cell(number)
        row.cell(kind.capacity == nil || random.chance(3_000) ? SampleNames.days[random.below(6)] : "")
        row.comma()
        capacity(kind, &random, &row)
        address(&random, &row)
        row.add(random.chance(1_300) ? "なし,,," : ",,,")
        row.add("\r\n")
        // The published files hold one exact duplicate in 56,442 rows.
        if random.below(56_442) == 0 { row.append(contentsOf: Array(row[start...])) }
    }

    /// One row of the product's own layout.
    func own(_ office: SampleOffice, service: String, into row: inout [UInt8]) {
        var random = SampleRandom(
            seed, 0x0E21, office.number.packed, UInt64(service.utf8.reduce(0) { $0 * 256 + Int($1) }))
        let area = area(office)
        row.cell(office.number.description)
        row.cell(service)
        row.cell(office.stem.text + office.suffix.text)
        row.cell(office.stem.kana + office.suffix.kana)
        row.cell(area.code)
        row.add(area.name)
        street(office, &row)
        row.comma()
        if random.chance(460) { row.comma() } else { row.cell(office.corporation.number.description) }
        row.cell(office.corporation.name)
        row.cell(office.openDay)
        row.cell(isSecond ? office.lastDay : nil)
        let status: ServiceStatus =
            service == "31" ? (random.chance(9_500) ? .deemed : .active) : random.chance(60) ? .suspended : .active
        row.cell(status.key)
        row.cell(office.successorOf?.description ?? "")
        row.degrees(office.latitude)
        row.comma()
        row.degrees(office.longitude)
        row.add(",\n")
    }

    /// Name and kana. Many offices with several rows are called differently in them (8 % of the published numbers).
    private func name(_ office: SampleOffice, _ kind: SampleKind, differs: Bool, _ row: inout [UInt8]) {
        var suffix = office.suffix
        var random = SampleRandom(seed, 0x4A3E, office.number.packed)
        if differs, random.chance(4_500) {
            suffix =
                kind.suffix.text == suffix.text
                ? SampleNames.Reading("　" + suffix.text, "　" + suffix.kana) : kind.suffix
        }
        row.add(office.stem.text)
        row.cell(suffix.text)
        row.add(office.stem.kana)
        row.cell(suffix.kana)
    }

    private func street(_ office: SampleOffice, _ row: inout [UInt8]) {
        var random = SampleRandom(seed, 0xADD2, office.number.packed)
        row.add("見本町")
        row.add(SampleNames.blocks[random.below(SampleNames.blocks.count)])
        row.digits(random.within(1...40), width: 1)
        row.append(UInt8(ascii: "-"))
        row.digits(random.within(1...30), width: 1)
    }

    /// 23 rows in 10,000 have no position (0) or one outside Japan.
    private func position(_ office: SampleOffice, _ random: inout SampleRandom, _ row: inout [UInt8]) {
        if random.chance(23) {
            row.add(
                random.chance(8_000) ? "0.000000000000000,0.000000000000000," : "12.345678900000000,98.765432100000000,"
            )
            return
        }
        row.degrees(office.latitude)
        row.add("00000000,")
        row.degrees(office.longitude)
        row.add("00000000,")
    }

    /// A telephone number with an area code that nobody has.
    private func phone(_ random: inout SampleRandom, isWide: Bool, _ row: inout [UInt8]) {
        let number = (random.below(1_000), random.below(10_000))
        guard isWide else {
            row.add("000-")
            row.digits(number.0, width: 3)
            row.add("-")
            row.cell(number.1, width: 4)
            return
        }
        row.add("０００－")
        for digit in [number.0 / 100, number.0 / 10 % 10, number.0 % 10] { row.add(SampleOfficeRows.wide[digit]) }
        row.add("－")
        for digit in [number.1 / 1_000, number.1 / 100 % 10, number.1 / 10 % 10, number.1 % 10] {
            row.add(SampleOfficeRows.wide[digit])
        }
        row.comma()
    }

    private static let wide = ["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"]

    /// 4.6 % of the rows have no corporation number, 0.23 % one whose check digit is wrong.
    private func corporation(
        _ office: SampleOffice, isFirstFile: Bool, _ random: inout SampleRandom, _ row: inout [UInt8]
    ) {
        let corporation = isFirstFile ? office.corporation : office.otherCorporation ?? office.corporation
        let draw = random.below(10_000)
        if draw < 460 {
            row.comma()
        } else if draw < 483 {
            let number = corporation.number.number
            row.cell(Int(number % 10 == 9 ? number - 1 : number + 1), width: 13)
        } else {
            row.cell(Int(corporation.number.number), width: 13)
        }
        row.cell(corporation.name)
    }

    private func capacity(_ kind: SampleKind, _ random: inout SampleRandom, _ row: inout [UInt8]) {
        let draw = random.below(100)
        if let range = kind.capacity, draw < 60 {
            row.cell(random.within(range), width: 1)
        } else {
            row.cell(draw < 75 ? "0" : "")
        }
    }

    /// The URL column, which in reality holds mail addresses now and then.
    private func address(_ random: inout SampleRandom, _ row: inout [UInt8]) {
        let draw = random.below(10_000)
        let page = random.below(10_000)
        if draw < 800 {
            row.add("https://mihon.example/")
            row.cell(page, width: 4)
        } else if draw < 830 {
            row.cell("mihon@mihon.example")
        } else {
            row.comma()
        }
    }
}
