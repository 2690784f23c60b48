import Adoption
import Operations
import TestWorkspace
import Testing

/// The pages are public; offices and corporations are counted there and never named.
@Suite("What the public may see")
struct PrivacyTests {
    @Test("no published file of the sample holds a number or a name of an office or of a corporation")
    func crawl() throws {
        let it = try SampleLedger.shared()
        let facts = try it.facts()
        var secrets = Set(facts.entries.map(\.office.description))
        for entry in facts.entries {
            secrets.formUnion([entry.name, entry.kana, entry.corporationName, entry.address].filter { !$0.isEmpty })
            if let corporation = entry.corporation { secrets.insert(corporation.description) }
        }
        secrets.formUnion(facts.services.compactMap(\.listedName))
        secrets.formUnion(facts.stages.map(\.office.description))
        secrets.formUnion(facts.stages.map(\.evidence).filter { $0.utf8.count >= 12 })
        #expect(secrets.count > 5_000)

        let folder = it.folder + "/privacy-site"
        _ = try it.workspace.publish(to: folder, asOf: SampleLedger.day, language: .japanese)
        let search = SecretSearch(secrets)
        var bytes = 0
        for file in try TestProject.files(below: folder) {
            let text = try Files.read("\(folder)/\(file)")
            bytes += text.count
            #expect(search.first(in: text) == nil, "\(file)")
        }
        #expect(bytes > 1_000_000)
        // The search would have found one.
        let planted = Array("<td>\(facts.entries[7].name)</td> 2278050006".utf8)
        #expect(search.first(in: planted) == facts.entries[7].name)
        #expect(search.first(in: Array("  \(facts.entries[0].office),".utf8)) == facts.entries[0].office.description)
    }
}

/// Looks for any of many texts at once: by their first eight bytes, then whole.
private struct SecretSearch {
    private var byStart: [UInt64: [[UInt8]]] = [:]
    /// Which of the hashes of a start occur: nearly every place is passed over by one look.
    private var filter = [Bool](repeating: false, count: 1 << 16)

    init(_ texts: Set<String>) {
        for text in texts where text.utf8.count >= 8 {
            let bytes = Array(text.utf8)
            let start = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
            byStart[start, default: []].append(bytes)
            filter[SecretSearch.hash(start)] = true
        }
    }

    private static func hash(_ start: UInt64) -> Int { Int(truncatingIfNeeded: (start &* 0x9E37_79B9_7F4A_7C15) >> 48) }

    func first(in text: [UInt8]) -> String? {
        text.withUnsafeBytes { buffer in
            filter.withUnsafeBufferPointer { filter in
                var place = 0
                let end = buffer.count - 8
                while place <= end {
                    let start = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    let bucket = Int(truncatingIfNeeded: (start &* 0x9E37_79B9_7F4A_7C15) >> 48)
                    if filter[bucket], let candidates = byStart[start] {
                        for bytes in candidates where buffer[place...].starts(with: bytes) {
                            return String(decoding: bytes, as: UTF8.self)
                        }
                    }
                    place += 1
                }
                return nil
            }
        }
    }
}
