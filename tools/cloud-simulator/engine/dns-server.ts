import { createSocket } from "node:dgram";
import { once } from "node:events";
import { decode, encode, type Question, RECURSION_AVAILABLE, RECURSION_DESIRED, type StringAnswer } from "dns-packet";
import { hostedZones, nameServers, zoneName } from "../resources/dns/hosted-zones";
import type { Cloud } from "../state/cloud";

/** A DNS server of a simulated cloud. */
export interface DnsServer {
    /** Address and port, such as `127.0.0.1:5353`. */
    readonly address: string;
    close(): Promise<void>;
}

// RFC 1035, section 4.1.1: the name does not exist.
const nameError = 3;

/**
 * Starts a DNS server on localhost that knows the name servers of the cloud's delegated public zones, and no other name: what the
 * internet would see.
 */
export async function startDnsServer(cloud: Cloud): Promise<DnsServer> {
    const socket = createSocket("udp4");
    socket.on("message", (message, from) => socket.send(responseTo(message, cloud), from.port, from.address));
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const { address, port } = socket.address();
    return {
        address: `${address}:${port}`,
        close: () => new Promise((resolve) => socket.close(() => resolve())),
    };
}

function responseTo(message: Buffer, cloud: Cloud): Buffer {
    const { id, questions = [] } = decode(message);
    const answers = questions.flatMap((question) => answersTo(question, cloud));
    const code = answers.length > 0 ? 0 : nameError;
    const flags = RECURSION_DESIRED | RECURSION_AVAILABLE | code;
    return encode({ type: "response", id, flags, questions, answers });
}

function answersTo({ type, name }: Question, cloud: Cloud): StringAnswer[] {
    const isSeen = hostedZones(cloud).some(
        (zone) => zone.isDelegated && !zone.isPrivate && zone.name === zoneName(name),
    );
    if (type !== "NS" || !isSeen) return [];
    return nameServers.map((data) => ({ type: "NS", class: "IN", ttl: 60, name, data }));
}
