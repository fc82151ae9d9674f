/** Settings of a stack whose one API is published by an HTTP API that requires keys. */
export const httpStack = {
    network: { cidrBlock: "10.20.0.0/16" },
    apis: { books: { image: "registry/books:1", port: 8080, runsOn: "fargate", publishedBy: "http" } },
    httpApi: { throttle: { requestsPerSecond: 500, burst: 200 }, keys: "required" },
    plans: { standard: { requestsPerSecond: 100, burst: 50 } },
    clients: { web: "standard" },
};

/** That stack with other values in its HTTP API. */
export const withHttpApi = (changes: object) => ({ ...httpStack, httpApi: { ...httpStack.httpApi, ...changes } });

/** That stack with a distribution in front of it, whose settings hold all that it needs. */
export const withEdge = (changes: object = {}) => ({
    ...withHttpApi({
        domain: {
            name: "api.example.com",
            hostedZone: "example.com",
            mutualTls: { truststore: "s3://certificates/edge.pem" },
        },
        defaultEndpoint: "disabled",
    }),
    edge: {
        name: "www.example.com",
        hostedZone: "example.com",
        lock: "mutualTls",
        clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/edge",
        httpCacheSeconds: 60,
        ...changes,
    },
});
