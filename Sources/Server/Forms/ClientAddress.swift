import Glibc
import HTTPTypes
import Hummingbird
import NIOCore

/// A request with the address of the other end.
struct AddressContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let remote: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remote = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

/// Whose requests are counted together.
struct ClientAddress: Sendable {
    /// The reverse proxies of this server: only what they say about a client is believed.
    let trustedProxies: Set<String>

    /// The client's address: the other end's, or, behind proxies of ours, the last address of X-Forwarded-For that is
    /// none of theirs. IPv6 addresses count by their network of 64 bits, of which every household has one.
    func of(_ request: Request, remote: String) -> String {
        guard trustedProxies.contains(remote), let name = HTTPField.Name("X-Forwarded-For") else {
            return ClientAddress.network(remote)
        }
        let hops = request.headers[values: name].flatMap { $0.split(separator: ",") }.map { hop in
            String(hop.filter { $0 != " " && $0 != "\t" })
        }
        return ClientAddress.network(hops.last { !trustedProxies.contains($0) } ?? remote)
    }

    /// Scheme and host under which the client reached the product.
    func origin(_ request: Request, remote: String) -> String {
        let host = request.head.authority ?? ""
        let isPlain =
            host.utf8.count <= 255 && !host.isEmpty
            && host.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [45, 46, 58, 91, 93].contains(byte)
            }
        guard isPlain else { return "" }
        let scheme = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
        return (trustedProxies.contains(remote) && scheme == "https" ? "https://" : "http://") + host
    }

    /// An address that cannot be read counts as it stands.
    static func network(_ address: String) -> String {
        var parsed = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        return withUnsafeBytes(of: parsed) { bytes in
            bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
        }
    }
}
