import Adoption

extension CampaignLoader {
    func texts(_ place: DefinitionPlace?) -> CampaignTexts {
        let crest = place?.text("crest")
        if let crest, !isPicture(crest) {
            place?.report(
                "「\(clipped(crest))」は使えません。", "同じフォルダーかその下の.svgか.pngのファイル名が要ります。", "例: crest.svg", at: "crest")
        }
        let address = place?.text("address")
        if let address, let guess = guess(forAddress: address) {
            place?.report(
                "「\(clipped(address))」は使えません。", "https://で始まり、後ろに何も付けないアドレスが要ります。",
                guess.isEmpty ? "例: https://kaigo.city.example.jp" : "もしかして: \(guess)", at: "address")
        }
        return CampaignTexts(
            summary: place?.text("summary") ?? "", steps: place?.texts("steps") ?? [],
            contact: place?.texts("contact") ?? [], notes: place?.texts("notes") ?? [],
            consent: place?.text("consent") ?? "", crest: crest, address: address,
            catchphrase: place?.text("catchphrase") ?? "")
    }

    /// A path that stays in the folder of the definition.
    private func isPicture(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isInside = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && !path.contains("\\")
        return isInside && (path.hasSuffix(".svg") || path.hasSuffix(".png"))
    }

    /// Nil when the address is `https://host` (http for a closed network, a port behind it if need be); else what may
    /// have been meant, empty when nobody can tell.
    private func guess(forAddress text: String) -> String? {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        let rest = text.dropFirst(scheme?.utf8.count ?? 0)
        let host = rest.prefix { !"/?#".contains($0) }
        let isHost = host.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 58].contains(byte)
        }
        guard !host.isEmpty, isHost, host.contains(where: { $0.isLetter || $0.isNumber }) else { return "" }
        if scheme != nil, host.endIndex == text.endIndex { return nil }
        return (scheme ?? "https://") + host
    }
}
