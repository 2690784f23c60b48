@testable import Dashboards

/// Reads a QR code of versions 1 to 6 in level M and byte mode, as a camera's program would after it has found the
/// modules: format, mask, the zigzag of the codewords, blocks, text. Written from the standard, not from the encoder.
struct QRReading {
    struct Unreadable: Error { var why: String }

    private let code: QRCode
    private let version: Int

    init(_ code: QRCode) {
        self.code = code
        version = (code.size - 17) / 4
    }

    func text() throws -> String {
        // Data codewords of each block, level M.
        let blocks: [Int: [Int]] = [1: [16], 2: [28], 3: [44], 4: [32, 32], 5: [43, 43], 6: [27, 27, 27, 27]]
        guard let lengths = blocks[version] else { throw Unreadable(why: "version \(version)") }
        let words = try codewords()
        // Interleaved: the first of each block, the second of each …
        var data = [[Int]](repeating: [], count: lengths.count)
        var index = 0
        for place in 0..<(lengths.max() ?? 0) {
            for block in lengths.indices where place < lengths[block] {
                data[block].append(words[index])
                index += 1
            }
        }
        let bits = data.joined().flatMap { word in (0..<8).map { word >> (7 - $0) & 1 } }
        let number = { (range: Range<Int>) in bits[range].reduce(0) { $0 << 1 | $1 } }
        guard number(0..<4) == 4 else { throw Unreadable(why: "not in byte mode") }
        let count = number(4..<12)
        let bytes = (0..<count).map { UInt8(number(12 + 8 * $0..<20 + 8 * $0)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The mask of the format bits beside the upper left finder; they are stored XOR 101010000010010.
    private func mask() throws -> Int {
        let places = [0, 1, 2, 3, 4, 5, 7].map { (8, $0) }
        let bits = places.map { code.isDark(row: $0.0, column: $0.1) ? 1 : 0 }
        let format = zip(bits.prefix(5), [1, 0, 1, 0, 1]).map { $0 ^ $1 }
        guard format[0] == 0, format[1] == 0 else { throw Unreadable(why: "not level M") }
        return format[2] << 2 | format[3] << 1 | format[4]
    }

    private static func isFlipped(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    /// Finders with their borders and the format, timing lines, the alignment pattern of versions 2 to 6.
    private func isFunction(_ row: Int, _ column: Int) -> Bool {
        let size = code.size
        if row == 6 || column == 6 { return true }
        if row < 9, column < 9 || column >= size - 8 { return true }
        if row >= size - 8, column < 9 { return true }
        let centre = size - 7
        return version > 1 && abs(row - centre) <= 2 && abs(column - centre) <= 2
    }

    /// Two columns at a time from the right, upwards and downwards in turn.
    private func codewords() throws -> [Int] {
        let mask = try mask()
        var bits: [Int] = []
        var right = code.size - 1
        var isUpward = true
        while right > 0 {
            if right == 6 { right -= 1 }
            for step in 0..<code.size {
                let row = isUpward ? code.size - 1 - step : step
                for column in [right, right - 1] where !isFunction(row, column) {
                    let isDark = code.isDark(row: row, column: column)
                    bits.append(isDark != QRReading.isFlipped(mask, row, column) ? 1 : 0)
                }
            }
            isUpward.toggle()
            right -= 2
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        }
    }
}
