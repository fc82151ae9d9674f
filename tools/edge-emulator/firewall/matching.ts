import { BlockList, isIPv6 } from "node:net";
import type { Inspected, Statement } from "../state/web-acl";
import { type InspectedRequest, inspectedValues } from "./inspected-request";

/** A statement that looks at one request alone. */
export type SimpleStatement = Extract<Statement, { kind: "bytes" | "regex" | "size" | "addresses" | "countries" }>;

/** Whether a request matches a statement. */
export function matchesRequest(statement: SimpleStatement, request: InspectedRequest): boolean {
    switch (statement.kind) {
        case "bytes": {
            const test = positions[statement.constraint];
            return (
                test !== undefined && inspectedValues(statement, request).some((value) => test(value, statement.text))
            );
        }
        case "regex": {
            const pattern = new RegExp(statement.pattern);
            return inspectedValues(statement, request).some((value) => pattern.test(value));
        }
        case "size": {
            const compare = comparisons[statement.operator];
            return compare !== undefined && sizesOf(statement, request).some((size) => compare(size, statement.bytes));
        }
        case "addresses":
            return contains(statement.ranges, request.sourceIp);
        case "countries":
            return statement.codes.includes(request.country);
    }
}

// The whole body counts: over the limit of inspection it is larger than any size that a rule may name there.
function sizesOf(inspected: Inspected, request: InspectedRequest): number[] {
    if (inspected.field.kind === "body" && inspected.transformations.every((each) => each === "NONE"))
        return [request.body.length];
    return inspectedValues(inspected, request).map((value) => Buffer.byteLength(value));
}

// docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html
const positions: Readonly<Record<string, (value: string, text: string) => boolean>> = {
    EXACTLY: (value, text) => value === text,
    STARTS_WITH: (value, text) => value.startsWith(text),
    ENDS_WITH: (value, text) => value.endsWith(text),
    CONTAINS: (value, text) => value.includes(text),
    CONTAINS_WORD: (value, text) =>
        new RegExp(`(?<![A-Za-z0-9_])${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9_])`).test(value),
};

const comparisons: Readonly<Record<string, (size: number, bound: number) => boolean>> = {
    EQ: (size, bound) => size === bound,
    NE: (size, bound) => size !== bound,
    LE: (size, bound) => size <= bound,
    LT: (size, bound) => size < bound,
    GE: (size, bound) => size >= bound,
    GT: (size, bound) => size > bound,
};

/** Whether an address is in one of the ranges, such as `203.0.113.0/24`. */
export function contains(ranges: readonly string[], address: string): boolean {
    // The form of an IPv4 address on a socket that accepts both versions.
    const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
    const list = new BlockList();
    for (const range of ranges) {
        const [network = "", length = ""] = range.split("/");
        list.addSubnet(network, Number(length), versionOf(network));
    }
    return list.check(plain, versionOf(plain));
}

const versionOf = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");
