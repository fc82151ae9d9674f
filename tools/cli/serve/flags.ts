import { isIP } from "node:net";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { stackOption } from "../project/stack-option";
import { configFileOption } from "../project/stack-source";
import { Command, type Values } from "../terminal/command";
import { flag, list, text, value, withDefault } from "../terminal/option";
import { parseBackend } from "./backends";

const options = {
    stack: stackOption("the stack, as in Pulumi.NAME.yaml (default: dev)"),
    "config-file": configFileOption,
    port: withDefault(
        value({
            placeholder: "N",
            description: "the port, 0 for a free one",
            form: "a port from 0 to 65535",
            parse: (given) => (/^\d{1,5}$/.test(given) && Number(given) <= 65_535 ? Number(given) : undefined),
        }),
        8080,
    ),
    host: withDefault(text("H", "the address to listen on"), "127.0.0.1"),
    backend: list({
        placeholder: "NAME=URL",
        description: "send the calls of API NAME to a server that is running already, such as a container",
        form: "NAME=URL such as orders=http://127.0.0.1:8000",
        parse: parseBackend,
    }),
    "secrets-file": text(
        "FILE",
        "values of the secrets of APIs, in lines NAME=value or API.NAME=value; a placeholder is the value of any other",
    ),
    "source-ip": value({
        placeholder: "IP",
        description:
            "address of the caller, as resource policies and backends see it (default: that of the connection)",
        form: "an IP address such as 203.0.113.7",
        parse: (given) => (isIP(given) === 0 ? undefined : given),
    }),
    "source-vpce": value({
        placeholder: "ID",
        description: "VPC endpoint of the caller, as resource policies see it (default: none)",
        form: "the id of a VPC endpoint such as vpce-0123456789abcdef0",
        parse: (given) => (/^vpce-[0-9a-f]+$/.test(given) ? given : undefined),
    }),
    workers: withDefault(
        value({
            placeholder: "N",
            description: "processes of each function; further events wait",
            form: "an integer from 1 to 64",
            parse: (given) =>
                /^\d{1,2}$/.test(given) && Number(given) >= 1 && Number(given) <= 64 ? Number(given) : undefined,
        }),
        10,
    ),
    edge: flag("put the stack's distribution and firewall before the gateway, and serve its site"),
    country: value({
        placeholder: "CC",
        description: "with --edge: country of all viewers (default: one that the edge permits)",
        form: "the ISO code of a country such as DE",
        parse: (given) => (/^[A-Z]{2}$/.test(given) ? given : undefined),
    }),
    explain: flag("report what the gateway did in x-local-… headers, and print the access log"),
};

/** Flags of the serve command. */
export type ServeFlags = Values<typeof options>;

/** Command line of `npm run serve`. */
export const serveFlags = new Command({
    name: "serve",
    summary: `Serves the APIs of a stack on localhost, behind a gateway that responds as Amazon API Gateway would.
For development only.`,
    options,
});

/** A request with the source that the flags give the caller. */
export function withSource(
    request: GatewayRequest,
    { "source-ip": sourceIp = request.sourceIp, "source-vpce": sourceVpce }: ServeFlags,
): GatewayRequest {
    if (sourceIp === request.sourceIp && sourceVpce === undefined) return request;
    return { ...request, sourceIp, ...(sourceVpce !== undefined && { sourceVpce }) };
}
