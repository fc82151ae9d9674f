// Minimal documents of public bug reports, which Gatehouse once published wrongly: their paths, parameters and responses.

/** As Swashbuckle writes it for .NET 6: the bearer token is at the root. */
export const rootSecurity = `openapi: 3.0.1
info: { title: Todo, version: "1.0" }
paths:
  /api/ToDo:
    get:
      tags: [ToDo]
      responses: { "200": { description: OK } }
components:
  securitySchemes:
    Bearer: { type: http, scheme: bearer, bearerFormat: JWT }
security:
  - Bearer: []
`;

/** A service of many tenants, which names the header that its responses depend on. */
export const headerCase = `openapi: 3.0.3
info: { title: Orders, version: 1.0.0 }
paths:
  /orders:
    get:
      parameters:
        - { name: X-Tenant, in: header, schema: { type: string } }
      responses: { "200": { description: ok } }
  /strict:
    get:
      x-content-freshness: volatile
      parameters:
        - { name: X-Tenant, in: header, required: true, schema: { type: string } }
      responses: { "200": { description: ok } }
`;

/** The server's path is part of each operation's URL, as in Petstore 3.0. */
export const serverPath = `openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: /api/v3 }]
paths:
  /pets:
    get: { responses: { "200": { description: ok } } }
`;

/** Required parameters of the query and of the headers. */
export const required = `openapi: 3.0.3
info: { title: Search, version: 1.0.0 }
paths:
  /search:
    get:
      parameters:
        - { name: q1, in: query, required: true, schema: { type: string } }
        - { name: h1, in: header, required: true, schema: { type: string } }
      responses: { "200": { description: ok } }
`;

/** An operation that is not cached. */
export const anything = `openapi: 3.0.3
info: { title: Any, version: 1.0.0 }
paths:
  /any:
    get: { x-content-freshness: volatile, responses: { "200": { description: ok } } }
`;

/** As NestJS and drf-spectacular write a response without a description. */
export const emptyDescription = `openapi: 3.0.0
info: { title: Items, version: "1.0" }
paths:
  /items:
    get: { responses: { "200": { description: "" } } }
`;

/** A variable whose values may have slashes. */
export const encodedSlash = `openapi: 3.0.3
info: { title: Files, version: 1.0.0 }
paths:
  /files/{name}:
    get:
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: ok } }
`;

/** Downloads as Swashbuckle and springdoc write them, without `format: binary`. */
export const binary = `openapi: 3.0.3
info: { title: Images, version: 1.0.0 }
paths:
  /any:
    get: { x-content-freshness: volatile, responses: { "200": { description: ok, content: { image/png: {} } } } }
    post: { requestBody: { content: { application/octet-stream: {} } }, responses: { "200": { description: ok } } }
`;
