import assert from "node:assert/strict";
import { tunnelAgent } from "../../../../../policy/rules/r1/kubernetes/pod";

describe("an image", () => {
    const tunnels: readonly (readonly [string, string])[] = [
        ["cloudflare/cloudflared", "cloudflared"],
        ["ngrok", "ngrok"],
        ["docker.io/ngrok/ngrok:3-alpine", "ngrok"],
        ["ngrok/ngrok-operator@sha256:0123", "ngrok"],
        ["registry:5000/mirror/cloudflared:2025.1.0@sha256:0123", "cloudflared"],
        ["ghcr.io/inlets/inlets-pro", "inlets"],
        ["snowdreamtech/FRPC", "frpc"],
    ];
    for (const [image, agent] of tunnels) it(`runs a tunnel: ${image}`, () => assert.equal(tunnelAgent(image), agent));

    for (const image of [
        "",
        "shop",
        "registry:5000/shop",
        "ngrok/shop:ngrok",
        "my-ngrok",
        "ngroks",
        "shop@sha256:ngrok",
    ])
        it(`runs no tunnel: "${image}"`, () => assert.equal(tunnelAgent(image), undefined));
});
