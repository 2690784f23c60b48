import Adoption
import Analytics
import Dashboards
import Storage

extension TargetSetting {
    func corporations() throws -> StaffList {
        let list = CorporationList(standing, municipalities: municipalities)
        let shown = limited(list.corporations)
        // Any of its offices bears the corporation's name.
        let cards = try cards(shown.compactMap(\.open.first))
        let entries = shown.enumerated().map { index, corporation in
            let name = corporation.open.first.flatMap { cards[number($0)]?.corporationName } ?? ""
            let here = corporation.here
            let all = corporation.everywhere
            return StaffList.Entry(values: [
                .integer(index + 1), .text(padded(corporation.number)), .init(name), .integer(corporation.open.count),
                .integer(here.using), .integer(here.eligible), .integer(all.using), .integer(all.eligible),
                .text(corporation.open.map { number($0).description }.joined(separator: " ")),
            ])
        }
        var remarks = [
            "利用していない対象事業所を持つ法人 \(grouped(list.corporations.count)) 件です。1つの法人の判断で、多くの事業所が始められます。",
            "並べ方: 利用していない事業所の多い法人が先です。同じなら、ほかで既に利用している事業所の多い法人が先です。",
            "法人は法人番号で見分けます。「全体」は、台帳にあるすべての市区町村です。",
        ]
        if list.unknown > 0 {
            remarks.append("法人番号の分からない、利用していない事業所が \(grouped(list.unknown)) 件あります。この一覧には入っていません。")
        }
        remarks += [unreportedRemark].compactMap { $0 }
        return StaffList(
            title: title("法人の一覧"), remarks: remarks,
            columns: [
                .init(key: "rank", title: "順位", style: .number, isPrinted: true),
                .init(key: "corporation_number", title: "法人番号", isPrinted: true),
                .init(key: "corporation", title: "法人名", style: .prose, isPrinted: true),
                .init(key: "not_using", title: "未利用", style: .strongNumber, isPrinted: true),
                .init(key: "using", title: "利用", style: .number, isPrinted: true),
                .init(key: "eligible", title: "対象", style: .number, isPrinted: true),
                .init(key: "using_everywhere", title: "全体の利用", style: .number, isPrinted: true),
                .init(key: "eligible_everywhere", title: "全体の対象", style: .number, isPrinted: true),
                .init(key: "offices", title: "利用していない事業所番号"),
            ],
            groups: [.init(title: "", entries: entries, total: list.corporations.count)])
    }

    func paper() throws -> StaffList {
        let list = PaperUse(
            standing, municipalities: municipalities, hasExchanged: state.snapshot.exchanged(by: request.day))
        let columns: [StaffList.Column] = [
            .init(key: "office_number", title: "事業所番号", isPrinted: true),
            .init(key: "name", title: "事業所名", style: .prose, isPrinted: true),
            .init(key: "municipality", title: "市区町村", style: .prose, isPrinted: true),
            .init(key: "stage", title: "段階", isPrinted: true), .init(key: "since", title: "いつから", isPrinted: true),
            .init(key: "route", title: "経路"), .init(key: "address", title: "住所"),
            .init(key: "corporation", title: "法人名"),
        ]
        guard let offices = list.offices.value else {
            return StaffList(
                title: title("紙のままの事業所の一覧"),
                remarks: ["連携の記録が取り込まれていないので、実際にやり取りしているかどうかは分かりません。一覧は作れません。"],
                columns: columns, groups: [])
        }
        let wanted = offices.filter { isWanted($0.office) }
        let shown = limited(wanted)
        let cards = try cards(shown.map(\.office))
        let entries = shown.map { office in
            let card = cards[number(office.office)]
            return StaffList.Entry(values: [
                .text(number(office.office).description), .init(card?.name), .init(municipality(office.municipality)),
                .text(office.stage.word), .init(office.since), .init(reference.routes[office.route].name),
                .init(card?.address), .init(card?.corporationName),
            ])
        }
        return StaffList(
            title: title("紙のままの事業所の一覧"),
            remarks: [
                "誓約・申請・登録をしていて、連携の記録に一度も現れない対象事業所 \(grouped(wanted.count)) 件です。",
                "記録を出していない事業所は、実際にはやり取りしていることがあります。電話で確かめてください。",
                "並べ方: 進んだ段階の事業所が先で、同じ段階では古い順です。",
            ], columns: columns, groups: [.init(title: "", entries: entries, total: wanted.count)])
    }
}

extension Stage {
    /// For a column.
    var word: String {
        switch self {
        case .pledged: "誓約"
        case .applied: "利用申請"
        case .registered: "利用登録"
        case .exchanged: "初回連携"
        case .regular: "定期連携"
        case .connected: "面的連携"
        }
    }
}
