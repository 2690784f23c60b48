import Adoption
import CSV

extension OwnFormat {
    package static let partners = OwnFormat(
        id: "partners", titleJapanese: "やり取りの相手", titleEnglish: "Partners of the offices",
        columns: [
            column("office_number", required: true, "事業所番号", "相手を答えた事業所の番号（10桁）", "Office that names the partner"),
            column(
                "partner_number", required: true, "相手の事業所番号", "ケアプランや提供票をやり取りする相手の番号（10桁）",
                "Office with which it exchanges care plans, on paper or online"),
            column("month", "対象年月", "件数の月（例: 2026-10）。空は分からない", "Month of the volume, YYYY-MM; empty if unknown"),
            column(
                "volume", type: .integer, "件数", "1か月の利用者数または提供票の件数。空は分からない",
                "Users, or slips, per month; empty if unknown"),
            column("source", "出典", "情報の出所", "Where the statement comes from"),
        ],
        primaryKey: ["office_number", "partner_number", "source"])

    package static func write(_ link: PartnerLink, to writer: inout CSVWriter) throws {
        try writer.row([
            link.office.description, link.partner.description, link.month?.description ?? "",
            link.volume.map { String($0) } ?? "", link.source,
        ])
    }
}
