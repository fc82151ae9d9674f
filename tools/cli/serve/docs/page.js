// Runs in the browser: shows the stage's document with Swagger UI, and sends the chosen client's key with each request.
const keys = document.querySelector("select");

const ui = SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#operations",
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [
        {
            // The page has the title and the only server itself.
            wrapComponents: {
                InfoContainer: () => () => null,
                ServersContainer: () => () => null,
                // It has no label of its own.
                TextArea:
                    (TextArea, { React }) =>
                    (props) =>
                        React.createElement(TextArea, { ...props, "aria-label": "Request body" }),
            },
        },
    ],
    displayRequestDuration: true,
    tryItOutEnabled: true,
    // Its colors have too little contrast.
    syntaxHighlight: { activated: false },
    // The default asks a server on the internet to validate the document.
    validatorUrl: null,
    onComplete: authorize,
});

function authorize() {
    if (keys !== null) ui.preauthorizeApiKey(keys.dataset.scheme, keys.value);
}

keys?.addEventListener("change", authorize);
