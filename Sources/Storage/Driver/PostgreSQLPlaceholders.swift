/// A statement with named placeholders (`:name`) in PostgreSQL's words (`$1`).
struct PostgreSQLPlaceholders {
    /// The statement that the server gets.
    let sql: String
    /// The names in the order of their numbers; a name that stands twice has one number.
    let names: [String]

    /// Translates a statement. What stands in literals, quoted names, comments and dollar quotes stays as it is, and
    /// `::` is a cast.
    init(_ statement: String) {
        var scanner = Scanner(bytes: Array(statement.utf8))
        scanner.run()
        sql = String(decoding: scanner.output, as: UTF8.self)
        names = scanner.names
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var output: [UInt8] = []
    var names: [String] = []
    private var numbers: [String: Int] = [:]

    init(bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    mutating func run() {
        while position < bytes.count {
            switch (bytes[position], byte(1)) {
            case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _): copyQuoted(by: bytes[position])
            case (UInt8(ascii: "-"), UInt8(ascii: "-")): copy(through: [UInt8(ascii: "\n")], from: 2)
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): copy(through: Array("*/".utf8), from: 2)
            case (UInt8(ascii: "$"), _): copyDollarQuoted()
            case (UInt8(ascii: ":"), UInt8(ascii: ":")): copy(2)
            case (UInt8(ascii: ":"), let next) where isNameStart(next): placeholder()
            default: copy(1)
            }
        }
    }

    private func byte(_ offset: Int) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private mutating func copy(_ count: Int) {
        let end = min(position + count, bytes.count)
        output += bytes[position..<end]
        position = end
    }

    /// Copies up to and with an end mark, or to the end of the text.
    private mutating func copy(through mark: [UInt8], from offset: Int) {
        var end = position + offset
        while end < bytes.count, !bytes[end...].starts(with: mark) { end += 1 }
        copy(end + mark.count - position)
    }

    /// A doubled quote inside is two quoted pieces side by side, which comes to the same.
    private mutating func copyQuoted(by quote: UInt8) {
        copy(through: [quote], from: 1)
    }

    /// `$$ … $$` and `$tag$ … $tag$`; anything else that begins with `$` is copied as it is.
    private mutating func copyDollarQuoted() {
        var end = position + 1
        while end < bytes.count, isName(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else { return copy(1) }
        copy(through: Array(bytes[position...end]), from: end + 1 - position)
    }

    private mutating func placeholder() {
        var end = position + 1
        while end < bytes.count, isName(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        let number = numbers[name] ?? names.count + 1
        if numbers.updateValue(number, forKey: name) == nil { names.append(name) }
        output.append(UInt8(ascii: "$"))
        output += String(number).utf8
        position = end
    }

    private func isNameStart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private func isName(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
