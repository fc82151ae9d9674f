import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Site } from "../../../infra/edge/site/site";
import { cacheControl, contentType, isHashed } from "../../../infra/edge/site/site-files";
import { inputsOf, listed, type Registered, record } from "../recorder";

const paths = ["about.html", "assets/main-J6LWSWCG.js", "icon.svg", "index.html", "site.json"];
const files = paths.map((path) => ({ path, source: __filename, sha256: `hash of ${path}` }));
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
const build = (changes: { deletionProtection?: boolean } = {}) =>
    record(() => {
        const site = new Site("site", { description: "Site of shop", files, deletionProtection: false, ...changes });
        site.permit("arn:distribution");
    });
const dependencies = (registered: readonly Registered[], name: string) =>
    registered.find((each) => each.type === objectType && each.name === name)?.dependencies ?? [];

describe("Site", () => {
    it("is a private bucket that a distribution reads, and an object for each file", async () => {
        const registered = await build();
        assert.deepEqual(
            listed(registered).sort(),
            [
                "aws:cloudfront/originAccessControl:OriginAccessControl site",
                "aws:s3/bucket:Bucket site",
                "aws:s3/bucketPolicy:BucketPolicy site",
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock site",
                ...paths.map((path) => `${objectType} site/${path}`),
            ].sort(),
        );
        assert.deepEqual(inputsOf(registered, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), {
            bucket: "site_id",
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(inputsOf(registered, "aws:cloudfront/originAccessControl:OriginAccessControl"), {
            description: "Site of shop",
            originAccessControlOriginType: "s3",
            signingBehavior: "always",
            signingProtocol: "sigv4",
        });
    });

    it("permits the distribution alone to read objects, and no one to do anything without TLS", async () => {
        const registered = await build();
        const type = "aws:s3/bucketPolicy:BucketPolicy";
        const { policy, bucket } = inputsOf(registered, type);
        const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock site";
        // Both at once collide.
        assert.ok(registered.find((each) => each.type === type)?.dependencies?.includes(block));
        assert.equal(bucket, "site_id");
        assert.deepEqual(JSON.parse(String(policy)).Statement, [
            {
                Effect: "Allow",
                Principal: { Service: "cloudfront.amazonaws.com" },
                Action: "s3:GetObject",
                Resource: "arn:site/*",
                Condition: { StringEquals: { "aws:SourceArn": "arn:distribution" } },
            },
            {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:site", "arn:site/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ]);
    });

    it("uploads each file with its type, for how long caches may keep it, and its hash", async () => {
        const registered = await build();
        const { source, ...inputs } = inputsOf(registered, objectType, "site/assets/main-J6LWSWCG.js");
        assert.deepEqual(inputs, {
            bucket: "site_id",
            key: "assets/main-J6LWSWCG.js",
            contentType: "text/javascript; charset=utf-8",
            cacheControl: "public, max-age=31536000, immutable",
            sourceHash: "hash of assets/main-J6LWSWCG.js",
        });
        assert.ok(source instanceof pulumi.asset.FileAsset);
        assert.equal(await source.path, __filename);
        assert.equal(inputsOf(registered, objectType, "site/index.html").cacheControl, "no-cache");
    });

    it("writes a page after all that it may refer to", async () => {
        const registered = await build();
        const others = ["site/assets/main-J6LWSWCG.js", "site/icon.svg", "site/site.json"];
        const bucket = "aws:s3/bucket:Bucket site";
        const own = (name: string) => dependencies(registered, name).filter((each) => each !== bucket);
        assert.deepEqual(
            own("site/index.html").sort(),
            others.map((name) => `${objectType} ${name}`),
        );
        assert.deepEqual(own("site/about.html"), [`${objectType} site/index.html`]);
        for (const name of others) assert.deepEqual(own(name), []);
    });

    it("cannot be deleted with objects of others while it is protected", async () => {
        const bucket = async (deletionProtection: boolean) =>
            inputsOf(await build({ deletionProtection }), "aws:s3/bucket:Bucket");
        assert.deepEqual([await bucket(false), await bucket(true)], [{ forceDestroy: true }, { forceDestroy: false }]);
    });
});

describe("The files of a site", () => {
    it("are immutable if their name has a hash as esbuild, webpack and Vite write it", () => {
        const hashed = [
            "assets/main-J6LWSWCG.js",
            "assets/main-J6LWSWCG.js.map",
            "style-FIIRXPU4.css",
            "static/js/main.8e1e0a7f.chunk.js",
            "logo.5d5d9eefa31e5e13a6610d9fa7a283bb.svg",
            "assets/index-DiwrgT1a.js",
            "assets/index-B2_x-9Qz.css",
        ];
        assert.deepEqual(hashed.filter(isHashed), hashed);
        assert.equal(cacheControl("style-FIIRXPU4.css"), "public, max-age=31536000, immutable");
    });

    it("are asked for again if the name only resembles one with a hash", () => {
        const others = [
            "index.html",
            "site.json",
            "apple-touch-icon.png",
            "report-20260131.pdf",
            "bootstrap-datepicker.js",
            "logo-DarkMode.svg",
            "hero-iPhone15.jpg",
            "J6LWSWCG.js",
            "robots.txt",
            "assets/photo-facade.jpg",
        ];
        assert.deepEqual(others.filter(isHashed), []);
        assert.equal(cacheControl("site.json"), "no-cache");
    });

    it("have the type of their extension, or that of any bytes", () => {
        const typed = ["index.html", "a.CSS", "a.woff2", "site.json", "LICENSE", "a.unknown"].map(contentType);
        const bytes = "application/octet-stream";
        assert.deepEqual(typed, [
            "text/html; charset=utf-8",
            "text/css; charset=utf-8",
            "font/woff2",
            "application/json",
            bytes,
            bytes,
        ]);
    });
});
