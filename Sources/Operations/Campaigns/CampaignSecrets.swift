import Adoption
import CSodium

/// What an applicant holds and nobody can guess. The ledger keeps digests only: whoever reads it cannot open a status
/// page with what stands there.
///
/// Everything follows from the form's token, so that a submission that is sent again, because the answer was lost, is
/// answered with the same receipt and the same address.
package struct CampaignSecrets: Sendable, Hashable {
    /// 32 hexadecimal digits, made with the form.
    package let form: String
    /// In the address of the status page.
    package let status: String
    /// What the applicant passes on to the partner: `7KQ2M-9XWTR`.
    package let partner: String

    /// - Throws: `Failure.invalid` when the text is no token of ours.
    package init(form token: String) throws {
        guard token.utf8.count == 32, token.utf8.allSatisfy({ CampaignSecrets.hexadecimal.contains($0) }) else {
            throw Failure(.invalid, "申込みの画面が正しく開かれていません。", hint: "申込みの画面をもう一度開いてください。")
        }
        form = token
        status = CampaignSecrets.derived("status", token).prefix(16).map(CampaignSecrets.pair).joined()
        let letters = CampaignSecrets.derived("partner", token).prefix(10).map {
            CampaignSecrets.alphabet[Int($0 & 31)]
        }
        partner = String(letters.prefix(5)) + "-" + String(letters.suffix(5))
    }

    /// A new token: 128 random bits.
    package static func newToken() -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        randombytes_buf(&bytes, bytes.count)
        return bytes.map(pair).joined()
    }

    /// What the ledger keeps of a secret.
    package static func digest(_ secret: String) -> String { Digest.of(Array(secret.utf8)) }

    package func digests(hasPartner: Bool) -> CampaignApplication.Secrets {
        CampaignApplication.Secrets(
            form: CampaignSecrets.digest(form), status: CampaignSecrets.digest(status),
            partner: hasPartner ? CampaignSecrets.digest(partner) : "")
    }

    /// A code as a person typed it: lower case, without the hyphen, O for 0 and I or L for 1.
    package static func folded(partnerCode text: String) -> String {
        var letters: [Character] = []
        for character in text.uppercased() {
            switch character {
            case "O": letters.append("0")
            case "I", "L": letters.append("1")
            case "-", " ", "　", "‐", "−", "ー": continue
            default: letters.append(character)
            }
        }
        guard letters.count == 10 else { return String(letters) }
        return String(letters.prefix(5)) + "-" + String(letters.suffix(5))
    }

    /// Crockford's base 32: nothing that looks like something else.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let hexadecimal = Set("0123456789abcdef".utf8)

    private static func pair(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    /// BLAKE2b of a purpose and the token.
    private static func derived(_ purpose: String, _ token: String) -> [UInt8] {
        let message = Array("fukyu \(purpose) \(token)".utf8)
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, hash.count, message, UInt64(message.count), nil, 0)
        return hash
    }
}
