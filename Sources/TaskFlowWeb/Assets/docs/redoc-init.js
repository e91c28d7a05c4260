'use strict';
Redoc.init('openapi.json', { disableSearch: false, hideHostname: true }, document.getElementById('redoc'));
