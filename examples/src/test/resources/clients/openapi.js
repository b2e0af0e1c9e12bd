// What the tests do with swagger-client, which is a part of swagger-ui: it knows of the API what the API's document says.

/** A function that calls an operation by its name, with a key. Its value is the status and what the answer says. */
async function described(key) {
  const spec = await (await fetch('/api/openapi.json')).json();
  const { fn } = SwaggerUIBundle({ spec }).getSystem(); // shows nothing, since no place is named
  const securities = { authorized: { key: { value: key } } };
  return async (operationId, parameters = {}, body = {}) => {
    const call = { spec, operationId, parameters, securities, contextUrl: location.href, ...body };
    const { status, body: said } = await fn.execute(call).catch(error => error.response);
    return { status, said };
  };
}
